/**
 * Which part of a host somebody had to register. We carry no public-suffix list: what is listed here is
 * certain, and for every other ending the whole host is what stands out, which can never flatter a site.
 */

/** Endings under which anybody registers exactly one label. */
const PLAIN = words(`
  com org net info biz io app dev xyz finance exchange money cash fund capital market markets trade trading
  network chain tech tools wtf lol club art gallery games game gg ai co me so sh to tv cc fm ly vc link live
  life world zone site online store shop space website page pro one fyi build codes social media news blog
  wiki digital global group team work works studio design earth fun cool top vip cloud host systems services
  solutions software technology ventures foundation community community ceo int gov edu mil arpa
  eu de fr ch nl be dk se cz sk lt lv ee es pt ie ro bg gr is li lu si hr rs in
`)

/** Second labels that make a two-label ending under a country code: co.uk, com.au, or.jp. */
const SECOND = words('co com net org gov edu ac or ne go mil gob nom sch gen ltd plc web')

/** Hosting under which every name belongs to somebody else. */
const HOSTED = words(`
  github.io gitlab.io vercel.app netlify.app pages.dev workers.dev web.app firebaseapp.com herokuapp.com
  fleek.co fleek.xyz surge.sh glitch.me repl.co replit.app replit.dev onrender.com fly.dev deno.dev
  ngrok.io ngrok.app ngrok-free.app ngrok-free.dev trycloudflare.com loca.lt codesandbox.io csb.app stackblitz.io
  webcontainer.io azurewebsites.net cloudfront.net amazonaws.com appspot.com blogspot.com wordpress.com
  wixsite.com weebly.com webflow.io framer.app framer.website squarespace.com notion.site carrd.co
  eth.limo eth.link eth.xyz ipfs.dweb.link ipfs.io dweb.link ipfs.nftstorage.link ipfs.w3s.link 4everland.app
  on.fleek.co spheron.app arweave.net icp0.io ic0.app r2.dev a.run.app run.app lovable.app bolt.host base44.app
`)

function words(text: string): ReadonlySet<string> {
  return new Set(text.split(/\s+/).filter(Boolean))
}

/** How many labels at the end are not for sale as a whole; 0 when we do not know. */
function endingLength(labels: string[]): number {
  const end = (count: number) => labels.slice(-count).join('.')
  for (const count of [3, 2]) if (labels.length >= count && HOSTED.has(end(count))) return count
  const top = labels.at(-1) ?? ''
  const second = labels.at(-2) ?? ''
  if (top.length === 2 && SECOND.has(second)) return labels.length > 2 ? 2 : 1
  return PLAIN.has(top) ? 1 : 0
}

/** The registrable part of a host name, or the whole host when its ending is unknown. */
export function registrable(host: string): string {
  const labels = host.replace(/\.$/, '').toLowerCase().split('.')
  const ending = endingLength(labels)
  if (ending === 0 || labels.length <= ending) return host
  const name = labels.slice(-(ending + 1)).join('.')
  return host.slice(host.replace(/\.$/, '').length - name.length)
}
