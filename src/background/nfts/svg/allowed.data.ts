/** What a drawing may be made of (SVG 2). Everything that is not here is left out with what is in it. */
const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/))

/** No script, no foreign content, no links, no media, nothing that loads or listens. */
export const ELEMENTS = words(`
  svg g defs symbol use title desc switch
  path rect circle ellipse line polyline polygon text tspan textPath image style
  linearGradient radialGradient stop pattern clipPath mask marker
  filter feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting feDisplacementMap
  feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feMerge feMergeNode feMorphology
  feOffset fePointLight feSpecularLighting feSpotLight feTile feTurbulence
  animate animateTransform animateMotion mpath
`)

export const ATTRIBUTES = words(`
  id class style lang xml:space version viewBox preserveAspectRatio x y x1 y1 x2 y2 dx dy width height cx cy r rx ry fx
  fy fr d points transform transform-origin pathLength rotate lengthAdjust textLength startOffset method spacing side
  fill fill-opacity fill-rule stroke stroke-width stroke-linecap stroke-linejoin stroke-miterlimit stroke-dasharray
  stroke-dashoffset stroke-opacity opacity color display visibility overflow clip clip-path clip-rule mask mask-type
  filter flood-color flood-opacity lighting-color stop-color stop-opacity offset paint-order vector-effect
  shape-rendering text-rendering image-rendering color-interpolation color-interpolation-filters mix-blend-mode
  isolation font-family font-size font-size-adjust font-stretch font-style font-variant font-weight letter-spacing
  word-spacing text-anchor text-decoration dominant-baseline alignment-baseline baseline-shift writing-mode direction
  unicode-bidi gradientUnits gradientTransform spreadMethod patternUnits patternContentUnits patternTransform
  clipPathUnits maskUnits maskContentUnits markerUnits markerWidth markerHeight refX refY orient marker marker-start
  marker-mid marker-end filterUnits primitiveUnits in in2 result mode operator k1 k2 k3 k4 values type tableValues slope
  intercept amplitude exponent stdDeviation edgeMode kernelMatrix order divisor bias targetX targetY preserveAlpha
  surfaceScale diffuseConstant specularConstant specularExponent kernelUnitLength azimuth elevation z pointsAtX
  pointsAtY pointsAtZ limitingConeAngle scale xChannelSelector yChannelSelector baseFrequency numOctaves seed
  stitchTiles radius attributeName attributeType begin dur end min max restart repeatCount repeatDur calcMode keyTimes
  keySplines keyPoints from to by additive accumulate path origin
`)

/** What an animation may change: a number of how it looks, never where it leads. */
export const ANIMATED = words(`
  x y x1 y1 x2 y2 dx dy width height cx cy r rx ry fx fy d points transform rotate viewBox fill fill-opacity stroke
  stroke-width stroke-dasharray stroke-dashoffset stroke-opacity opacity color display visibility offset stop-color
  stop-opacity startOffset gradientTransform patternTransform stdDeviation baseFrequency seed scale values slope
  flood-color flood-opacity font-size letter-spacing radius
`)
