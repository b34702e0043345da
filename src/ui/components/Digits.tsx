import { Fragment } from 'react'
import { THIN } from '../format.ts'

/** Longer than any line of the popup. */
const LONG = 26

/** A number that no line can hold breaks between its groups, never inside of one. */
export const Digits = ({ text }: { text: string }) =>
  text.length <= LONG
    ? text
    : text.split(new RegExp(`(?<=${THIN})`)).map((group, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the groups of a number do not move.
        <Fragment key={index}>
          {index > 0 && <wbr />}
          {group}
        </Fragment>
      ))
