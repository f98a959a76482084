/** Our few line icons on a 24-unit grid. Words stand beside them; alone they are hidden from readers. */
const PATHS = {
  worklist: 'M9 6h11M9 12h11M9 18h11M4 6l1 1 2-2M4 12l1 1 2-2M4 18l1 1 2-2',
  patients: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM4 21c0-4 3.600-6 8-6s8 2 8 6',
  integration: 'M4 7h10M11 4l3 3-3 3M20 17H10M13 14l-3 3 3 3',
  calendar: 'M5 6h14v14H5ZM5 10h14M9 3v4M15 3v4',
  stat: 'M12 3 2.500 20h19ZM12 10v4M12 17v.1',
  asap: 'M6 12l6-6 6 6M6 18l6-6 6 6',
  urgent: 'M6 15l6-6 6 6',
  routine: 'M6 12h12',
  phone:
    'M5 4h4l2 5-3 2c1 2.500 2.500 4 5 5l2-3 5 2v4c0 1-1 2-2 2C10 20.500 3.500 14 3 6c0-1 1-2 2-2Z',
  message: 'M4 5h16v11H9l-5 4Z',
  check: 'M5 13l4 4L19 7',
  close: 'M6 6l12 12M18 6L6 18',
  search: 'M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14ZM20 20l-4-4',
  thread: 'M6 5v14M6 7h4M6 12h8M6 17h6',
  retry: 'M20 11a8 8 0 1 0-1 5M20 5v6h-6',
  copy: 'M9 9h11v11H9ZM5 15H4V4h11v1',
  sun: 'M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM12 2v2M12 20v2M2 12h2M20 12h2M5 5l1.500 1.500M17.500 17.500 19 19M19 5l-1.500 1.500M6.500 17.500 5 19',
  moon: 'M20 14A8 8 0 1 1 10 4a6.500 6.500 0 0 0 10 10Z',
  offline:
    'M3 3l18 18M8 16a6 6 0 0 1 8 0M5 12a10 10 0 0 1 5-2.700M19 12a10 10 0 0 0-4-2.500M12 20v.1',
  inbox: 'M4 13l3-8h10l3 8v6H4ZM4 13h5l1 3h4l1-3h5',
  file: 'M6 3h8l4 4v14H6ZM14 3v4h4M9 12h6M9 16h6',
  flask: 'M9 3h6M10 3v6l-5 9c-.700 1.500 0 3 2 3h10c2 0 2.700-1.500 2-3l-5-9V3M8 15h8',
  pill: 'M7 17a4.500 4.500 0 0 1 0-6.500L11 6.500A4.600 4.600 0 0 1 17.500 13l-4 4A4.600 4.600 0 0 1 7 17ZM9 8.500l6.500 6.500',
  visit: 'M5 20V9l7-5 7 5v11ZM10 20v-6h4v6',
  person: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM4 21c0-4 3.600-6 8-6s8 2 8 6',
  audit: 'M6 3h12v18H6ZM9 8h6M9 12h6M9 16h3',
  shield: 'M12 3l7 3v5c0 5-3 8-7 10-4-2-7-5-7-10V6ZM12 8v4M12 15v.1',
  people:
    'M9 11a3.500 3.500 0 1 0 0-7 3.500 3.500 0 0 0 0 7ZM2.500 20c0-3.500 3-5.500 6.500-5.500s6.500 2 6.500 5.500M16 4.500a3.500 3.500 0 0 1 0 6.500M18 15c2 .8 3.500 2.400 3.500 5',
  clients: 'M4 4h7v7H4ZM13 4h7v7h-7ZM4 13h7v7H4ZM16.500 13v7M13 16.500h7',
  undo: 'M9 8 5 12l4 4M5 12h9a5 5 0 0 1 0 10h-2',
} as const

export type IconName = keyof typeof PATHS

type Props = { readonly name: IconName; readonly size?: number }

export function Icon({ name, size = 18 }: Props) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={1.8}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      <path d={PATHS[name]} />
    </svg>
  )
}
