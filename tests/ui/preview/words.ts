/** The first words of the BIP-39 list: a phrase for pictures, which no wallet would make. */
export const WORDS =
  'abandon ability able about above absent absorb abstract absurd abuse access accident account accuse achieve acid acoustic acquire across act action actor actress actual'.split(
    ' ',
  )
