import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

const startTimeoutMs = 20_000
const running = new Set()

function killAll() {
  for (const child of running) child.kill('SIGKILL')
}

process.once('exit', killAll)

/**
 * The program itself, out of the platform's own package. The package's `anvil` command is a Node script around
 * it, which costs a second process and leaves the chain running when only the script is killed.
 */
export function anvilBinary() {
  const platform = { linux: 'linux', darwin: 'darwin', win32: 'win32' }[process.platform]
  const arch = { x64: 'amd64', arm64: 'arm64' }[process.arch]
  // No arm64 build for Windows exists; it runs the amd64 one.
  const name = platform === 'win32' ? 'win32-amd64' : `${platform}-${arch}`
  const require = createRequire(import.meta.url)
  const home = createRequire(require.resolve('@foundry-rs/anvil/package.json'))
  try {
    const manifest = home.resolve(`@foundry-rs/anvil-${name}/package.json`)
    return join(dirname(manifest), 'bin', platform === 'win32' ? 'anvil.exe' : 'anvil')
  } catch {
    throw new Error(
      `No local chain for ${process.platform} ${process.arch}: @foundry-rs/anvil-${name} is not installed`,
    )
  }
}

/**
 * Starts anvil with `args` on a free port of the loopback (or on `port`), and resolves once it listens.
 * The child dies with this process.
 */
export async function spawnAnvil(args, { port = 0 } = {}) {
  const child = spawn(anvilBinary(), ['--host', '127.0.0.1', '--port', String(port), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  running.add(child)
  const exited = new Promise((done) => {
    child.once('exit', () => {
      running.delete(child)
      done()
    })
  })
  const listening = await new Promise((done, fail) => {
    let output = ''
    const timer = setTimeout(() => fail(new Error(`anvil did not start:\n${output}`)), startTimeoutMs)
    const onData = (chunk) => {
      output += chunk
      const match = /Listening on 127\.0\.0\.1:(\d+)/.exec(output)
      if (!match) return
      clearTimeout(timer)
      // What follows is a line for each request: let it flow away, or the full pipe stops the child.
      child.stdout.off('data', onData).resume()
      child.stderr.off('data', onData).resume()
      done(Number(match[1]))
    }
    child.stdout.on('data', onData)
    child.stderr.on('data', onData)
    child.once('error', fail)
    child.once('exit', (code) => fail(new Error(`anvil exited with ${code}:\n${output}`)))
  })
  return {
    port: listening,
    url: `http://127.0.0.1:${listening}`,
    async stop() {
      child.kill('SIGKILL')
      await exited
    },
  }
}
