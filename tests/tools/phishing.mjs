/**
 * Writes public/phishing.txt and public/scam-addresses.txt: the public lists that come with the wallet, from the
 * packages that are installed in a folder.
 *
 *   mkdir /tmp/lists && cd /tmp/lists && npm install --ignore-scripts eth-phishing-detect@1.2.0 evm-labels@0.0.3
 *   node tests/tools/phishing.mjs /tmp/lists
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const [folder] = process.argv.slice(2)
if (folder === undefined) throw new Error('Which folder?')
const read = (path) => JSON.parse(readFileSync(join(folder, 'node_modules', path), 'utf8'))
const write = (name, lines) =>
  writeFileSync(new URL(`../../public/${name}`, import.meta.url), `${lines.join('\n')}\n`)

const { tolerance, fuzzylist, whitelist, blacklist } = read('eth-phishing-detect/src/config.json')
// A name of one label would be a whole ending.
const hosts = (names) => [...new Set(names)].filter((name) => /^[\w-]+(\.[\w-]+)+$/.test(name)).sort()

write('phishing.txt', [
  '# Sites that were found to steal, by eth-phishing-detect 1.2.0 (npm), Copyright (C) 2018 kumavis, under the',
  "# DON'T BE A DICK PUBLIC LICENSE 1.1 (https://dbad-license.org). Its newest entries are of May 2022.",
  '# Written by tests/tools/phishing.mjs. "+": never listed, "~": names that thieves imitate.',
  `!tolerance ${tolerance}`,
  ...hosts(fuzzylist).map((name) => `~${name}`),
  ...hosts(whitelist).map((name) => `+${name}`),
  ...hosts(blacklist),
])

const labels = read('evm-labels/lib/cjs/mainnet/phish-hack/all.json')
// Pools of honest exchanges that were drained stand among those who did it.
const own = labels.filter(({ nameTag }) => !/^(Uniswap|YYFI\.finance: (balancer|yearn))/.test(nameTag))
write('scam-addresses.txt', [
  '# Addresses that were labelled for phishing or theft on Ethereum until 15 May 2022, by evm-labels 0.0.3 (npm),',
  '# MIT License, Copyright (c) 2022 Dawson Botsford. Written by tests/tools/phishing.mjs.',
  ...[...new Set(own.map(({ address }) => address.toLowerCase().slice(2)))].sort(),
])
