/** Our own set: 20 px, one stroke of 1.5. Names carry the meaning, so icons are hidden from readers. */
const PATHS = {
  back: 'M12.5 4.5 7 10l5.5 5.5',
  close: 'm5.5 5.5 9 9m0-9-9 9',
  chevron: 'M7.5 4.5 13 10l-5.5 5.5',
  down: 'm5 7.5 5 5 5-5',
  check: 'm4.5 10.5 3.5 3.5 7.5-8',
  plus: 'M10 4.5v11M4.5 10h11',
  send: 'M10 15.5v-11m0 0L5.5 9M10 4.5 14.5 9',
  receive: 'M10 4.5v11m0 0L5.5 11m4.5 4.5 4.5-4.5',
  swap: 'M6.5 16V4.5m0 0L3.5 7.5m3-3 3 3M13.5 4v11.5m0 0 3-3m-3 3-3-3',
  copy: 'M7.5 7.5v-3h8v8h-3m-8-5h8v8h-8z',
  lock: 'M5.5 9h9v7h-9zM7 9V6.5a3 3 0 0 1 6 0V9',
  settings:
    'M3.5 6h6.5m4 0h2.5M3.5 14h2.5m4 0h6.5M12 4a2 2 0 1 1 0 4 2 2 0 0 1 0-4ZM8 12a2 2 0 1 1 0 4 2 2 0 0 1 0-4Z',
  search: 'M9 4a5 5 0 1 1 0 10A5 5 0 0 1 9 4Zm3.6 8.6L16 16',
  more: 'M5 9.9h.01M10 9.9h.01M15 9.9h.01',
  info: 'M10 3.5a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13ZM10 9.2v4M10 6.6v.01',
  caution: 'M10 4 17 16H3L10 4Zm0 4.5v3.5m0 2v.01',
  danger: 'M7.2 3.5h5.6l3.7 3.7v5.6l-3.7 3.7H7.2l-3.7-3.7V7.2l3.7-3.7ZM10 6.8v4m0 2.4v.01',
  eye: 'M2.8 10S5.4 5.2 10 5.2 17.2 10 17.2 10 14.6 14.8 10 14.8 2.8 10 2.8 10ZM10 8a2 2 0 1 1 0 4 2 2 0 0 1 0-4Z',
  'eye-off':
    'M8 5.5A7.6 7.6 0 0 1 10 5.2c4.6 0 7.2 4.8 7.2 4.8a12 12 0 0 1-2 2.5M5.6 6.8A12 12 0 0 0 2.8 10S5.4 14.8 10 14.8a7 7 0 0 0 3.4-.9M8.6 8.6a2 2 0 0 0 2.8 2.8M4 3.5l12.5 13',
  coin: 'M10 3.5a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13ZM12 7.8a2.6 2.6 0 1 0 0 4.4M10 6v1m0 6v1',
  pin: 'M7.5 3.5h5l-.6 5 2.6 3H5.5l2.6-3zM10 11.5v5',
  external: 'M8.5 5H5v10h10v-3.5M11 4.5h4.5V9m0-4.5L9.5 10.5',
  clock: 'M10 3.5a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13ZM10 6.5V10l2.5 1.5',
  globe:
    'M10 3.5a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13Zm0 0c2 2 2.8 4 2.8 6.5s-.8 4.5-2.8 6.5c-2-2-2.8-4-2.8-6.5S8 5.5 10 3.5ZM3.6 10h12.8',
  key: 'M7 9.5a3.5 3.5 0 1 1 0 7 3.5 3.5 0 0 1 0-7ZM9.5 10.5l6-6m-2 2 2 2',
  moon: 'M16 11.5A6.5 6.5 0 1 1 8.5 4a5.2 5.2 0 0 0 7.5 7.5Z',
  link: 'M8.5 11.5l3-3M9.5 6l1.3-1.3a3.2 3.2 0 0 1 4.5 4.5L14 10.5M6 9.5l-1.3 1.3a3.2 3.2 0 0 0 4.5 4.5L10.5 14',
  trash: 'M4 6h12M8 6V4h4v2m2.5 0-.6 10H6.1L5.5 6M8.5 9v4m3-4v4',
  tab: 'M3.5 4.5h13v11h-13zM3.5 8h13',
  page: 'M5.5 3.5h6l3 3v10h-9zM8 10h4m-4 3h4',
  sites: 'M3.5 4.5h13v11h-13zM3.5 8h13M6 6.3h.01M8 6.3h.01',
  scan: 'M3.5 7V3.5H7M13 3.5h3.5V7M16.5 13v3.5H13M7 16.5H3.5V13M3.5 10h13',
  bell: 'M5.5 13.5V9a4.5 4.5 0 0 1 9 0v4.5l1 1.5h-11zM8.5 17h3',
  pen: 'm4.5 15.5.6-3 7.9-7.9 2.4 2.4-7.9 7.9z',
} as const

export type IconName = keyof typeof PATHS

export function Icon({ name, size = 20 }: { name: IconName; size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 20 20" fill="none" aria-hidden="true" focusable="false">
      <path
        d={PATHS[name]}
        stroke="currentColor"
        strokeWidth={name === 'more' ? 2.4 : 1.5}
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  )
}

/** The mark: an open letter, its flap an honest V. */
export function Mark({ size = 48 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 48 48" fill="none" role="img" aria-label="Candor">
      <path
        d="M7 17.5 24 6l17 11.5V40H7V17.5Z"
        stroke="currentColor"
        strokeWidth="3"
        strokeLinejoin="round"
      />
      <path d="m7 18.5 17 12 17-12" stroke="var(--accent)" strokeWidth="3" strokeLinejoin="round" />
    </svg>
  )
}
