// Makes sure that what the tests and the demo need is installed. Runs in a clean clone, so it stands on Node's
// built-ins alone. `node tests/tools/ensure.mjs` prints what it found.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { homedir } from 'node:os'
import { delimiter, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

const root = resolve(import.meta.dirname, '../..')
const windows = process.platform === 'win32'

function run(command, args, options = {}) {
  return spawnSync(command, args, { cwd: root, encoding: 'utf8', ...options })
}

function which(...names) {
  for (const name of names) {
    for (const folder of (process.env.PATH ?? '').split(delimiter)) {
      const file = join(folder, windows ? `${name}.exe` : name)
      if (folder && existsSync(file)) return file
    }
  }
}

function readJson(file) {
  return JSON.parse(readFileSync(file, 'utf8'))
}

/** Whether what is installed is what the lockfile says. Times tell nothing after a checkout, so it compares. */
function modulesAreCurrent() {
  const installedFile = join(root, 'node_modules/.package-lock.json')
  if (!existsSync(installedFile)) return false
  const installed = readJson(installedFile).packages
  return Object.entries(readJson(join(root, 'package-lock.json')).packages).every(([path, wanted]) => {
    if (path === '') return true
    const found = installed[path]
    return found ? found.version === wanted.version : wanted.optional === true
  })
}

function ensureModules() {
  if (!modulesAreCurrent()) {
    console.log('Installing the packages of the lockfile (npm ci)')
    const install = () =>
      run('npm', ['ci', '--ignore-scripts', '--loglevel=error'], {
        stdio: 'inherit',
        shell: windows,
      })
    // Registries and file systems have their moments: once more before giving up.
    const { status } = [install, install].reduce((last, again) => (last.status === 0 ? last : again()), {
      status: 1,
    })
    if (status !== 0) throw new Error('npm ci failed, for the reason above')
  }
  ensureAnvil()
}

/** npm leaves another platform's optional package out of a lockfile: get the local chain's own one if so. */
function ensureAnvil() {
  const manifest = join(root, 'node_modules/@foundry-rs/anvil/package.json')
  const arch = { x64: 'amd64', arm64: windows ? 'amd64' : 'arm64' }[process.arch]
  const name = `@foundry-rs/anvil-${process.platform}-${arch}`
  try {
    createRequire(manifest).resolve(`${name}/package.json`)
  } catch {
    const wanted = `${name}@${readJson(manifest).version}`
    console.log(`Installing ${wanted}`)
    const args = ['install', '--no-save', '--ignore-scripts', wanted]
    const { status } = run('npm', args, { stdio: 'inherit', shell: windows })
    if (status !== 0) throw new Error(`The local chain has no build for ${process.platform} ${process.arch}`)
  }
}

/** Installs a Debian package where that is possible without asking anybody; says whether it is there now. */
function aptInstall(name) {
  if (process.platform !== 'linux' || !which('apt-get')) return false
  const asRoot = process.getuid() === 0
  if (!asRoot && run('sudo', ['-n', 'true']).status !== 0) return false
  console.log(`Installing ${name} (apt-get)`)
  const apt = (...args) => {
    const line = ['env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', ...args]
    const [command, ...rest] = asRoot ? line : ['sudo', '-n', ...line]
    return run(command, rest)
  }
  const install = ['install', '-y', '--no-install-recommends', name]
  if (apt(...install).status === 0) return true
  apt('update')
  const { status, stderr } = apt(...install)
  if (status !== 0) console.log(String(stderr).trim().split('\n').slice(-3).join('\n'))
  return status === 0
}

function firstExisting(files) {
  return files.find((file) => existsSync(file))
}

/** Chrome itself is not in the list: since version 137 it ignores --load-extension. */
function findChromium() {
  if (process.env.CHROMIUM_PATH) return process.env.CHROMIUM_PATH
  if (process.platform === 'darwin') {
    const apps = ['Chromium.app/Contents/MacOS/Chromium', 'Brave Browser.app/Contents/MacOS/Brave Browser']
    return firstExisting(
      apps.flatMap((app) => [join('/Applications', app), join(homedir(), 'Applications', app)]),
    )
  }
  if (windows) {
    const folders = [process.env.LOCALAPPDATA, process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)']]
    const programs = ['Chromium/Application/chrome.exe', 'BraveSoftware/Brave-Browser/Application/brave.exe']
    return firstExisting(programs.flatMap((program) => folders.filter(Boolean).map((f) => join(f, program))))
  }
  return which('chromium', 'chromium-browser')
}

/** Playwright's own Chromium, which it keeps outside the project; undefined when it was never installed. */
async function findPlaywrightChromium() {
  const require = createRequire(join(root, 'package.json'))
  const { chromium } = await import(pathToFileURL(require.resolve('@playwright/test')).href).then(
    (m) => m.default ?? m,
  )
  const file = chromium.executablePath()
  return existsSync(file) ? file : undefined
}

async function ensureChromium() {
  const found = findChromium() ?? (await findPlaywrightChromium())
  if (found) return found
  if (aptInstall('chromium')) return which('chromium')
  console.log('No Chromium found: installing the one of Playwright')
  run(process.execPath, ['node_modules/@playwright/test/cli.js', 'install', 'chromium'], { stdio: 'inherit' })
  const installed = await findPlaywrightChromium()
  if (installed) return installed
  throw new Error(
    [
      'A Chromium is needed, and none could be installed.',
      'Install Chromium or Brave, or set CHROMIUM_PATH to one. Google Chrome will not do: since version 137',
      'it refuses to load an extension from the command line.',
    ].join('\n'),
  )
}

function findFirefox() {
  if (process.env.FIREFOX_PATH) return process.env.FIREFOX_PATH
  if (process.platform === 'darwin')
    return firstExisting(['/Applications/Firefox.app/Contents/MacOS/firefox'])
  if (windows) return firstExisting([join(process.env.PROGRAMFILES ?? '', 'Mozilla Firefox/firefox.exe')])
  return which('firefox-esr', 'firefox')
}

/** Answers undefined where there is no Firefox: its tests are then skipped, and say so. */
function ensureFirefox() {
  return findFirefox() ?? (aptInstall('firefox-esr') ? which('firefox-esr') : undefined)
}

/**
 * Installs what is missing; answers the browsers' paths. Firefox is looked for only when asked, and whoever runs out
 * of node_modules already leaves them alone.
 */
export async function ensure({ firefox = false, modules = true } = {}) {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major < 20 || (major === 20 && minor < 19)) {
    throw new Error(`Node ${process.versions.node} is too old: 20.19 or later is needed`)
  }
  if (modules) ensureModules()
  return { chromium: await ensureChromium(), firefox: firefox ? ensureFirefox() : undefined }
}

if (process.argv[1] === import.meta.filename) {
  const found = await ensure({ firefox: true })
  console.log(`Chromium: ${found.chromium}\nFirefox: ${found.firefox ?? 'none'}`)
}
