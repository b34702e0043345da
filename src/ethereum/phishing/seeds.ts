/** The lists that come with the wallet; a test holds this against the files (public/phishing.txt, scam-addresses.txt). */
export const SEEDS = {
  sites: { date: 'May 2022', count: 13_750 },
  addresses: { date: 'May 2022', count: 5_586 },
} as const

/** A list that would block one of these would block the people who share it, or everybody. */
export const SHARED_ENDINGS: readonly string[] =
  'co.uk com.au com.br co.jp github.io gitlab.io netlify.app vercel.app pages.dev workers.dev web.app firebaseapp.com herokuapp.com blogspot.com wordpress.com eth.limo eth.link ipfs.io'.split(
    ' ',
  )
