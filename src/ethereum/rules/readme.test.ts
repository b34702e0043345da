/** The table of all rules in README.md, held against the code; `npx vitest run src/ethereum/rules/readme.test.ts -u` writes it. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { CALL_RULES, MESSAGE_RULES, OUTCOME_RULES, SIGNATURE_RULES, SITE_RULES } from './index.ts'

const here = import.meta.dirname
const GROUPS = [
  ['call', 'Calls', 'The transaction itself, and every call that it makes other contracts do.', CALL_RULES],
  [
    'outcome',
    'What happens',
    'A transaction or a batch as a whole, with what a trial of it shows.',
    OUTCOME_RULES,
  ],
  ['signature', 'Signatures', 'Typed data (EIP-712) that is to be signed.', SIGNATURE_RULES],
  ['message', 'Messages', 'The bytes of a message that is to be signed.', MESSAGE_RULES],
  ['site', 'Sites', 'Whoever asks, before connecting and before every approval.', SITE_RULES],
] as const

/** The first comment of an export is when the rule speaks. */
function whenOf(folder: string, id: string): string {
  for (const file of readdirSync(join(here, folder))) {
    const text = readFileSync(join(here, folder, file), 'utf8')
    if (!text.includes(`id: '${id}'`)) continue
    const found = /\/\*\* ([^*]+?) \*\/\nexport const \w+: Rule</.exec(text)?.[1]
    if (found !== undefined) return found
  }
  throw new Error(`${id} does not say when it speaks`)
}

function table(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]?.map((_, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0))) ?? []
  const line = (cells: readonly string[], fill = ' ') =>
    `| ${cells.map((cell, i) => cell.padEnd(widths[i] ?? 0, fill)).join(' | ')} |`
  const [head = [], ...body] = rows
  return [
    line(head),
    line(
      head.map(() => ''),
      '-',
    ),
    ...body.map((row) => line(row)),
  ].join('\n')
}

test('behavior: README.md lists every rule', async () => {
  const groups = GROUPS.map(([folder, title, text, rules]) => {
    const rows = [...rules]
      .sort((a, b) => (a.id < b.id ? -1 : 1))
      .map((rule) => [`\`${rule.id}\``, rule.severity, rule.title, whenOf(folder, rule.id)])
    return `## ${title}\n\n${text}\n\n${table([['id', 'worst', 'title', 'when'], ...rows])}\n`
  })
  const text = [
    '# Rules\n',
    'What a person hears before signing, as `data-rule` of a warning. A danger has to be ticked before the approval can be given, a warning stands in sight, an info explains. Each rule is a small file with a pure function of facts (`facts.ts`); a new one is a file, a line in `index.ts`, and its cases in the test of its group, where it has to speak and to be silent. This file is written by `npx vitest run src/ethereum/rules/readme.test.ts -u`.\n',
    ...groups,
    '## Elsewhere\n',
    'Some rules stand beside the code that finds out what they need: of recipients (`src/ethereum/recipient.ts`), of sign-ins (`src/ethereum/siwe-checks.ts`), and a few in `src/background/approvals/kinds/`, `transactions/` and `smart-account/`.\n',
  ].join('\n')
  await expect(text).toMatchFileSnapshot('README.md')
})

test('behavior: ids are their own, and at least fifty', () => {
  const ids = GROUPS.flatMap(([, , , rules]) => rules.map(({ id }) => id))
  expect(ids.length).toBeGreaterThanOrEqual(50)
  // These speak of calls and of signatures alike.
  expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([
    'open-spender',
    'safe-refund',
    'safe-delegatecall',
    'address-blocked',
  ])
})
