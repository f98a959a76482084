import { ActionIcon, Button, createTheme, Input } from '@mantine/core'

/**
 * Colours come from tokens.css as custom properties. Mantine only needs to know the accent's name;
 * its own style elements stay off, so that the page runs under style-src 'self'.
 */
const STEP = 'var(--accent)'

export const theme = createTheme({
  primaryColor: 'accent',
  colors: { accent: [STEP, STEP, STEP, STEP, STEP, STEP, STEP, STEP, STEP, STEP] },
  components: {
    Button: Button.extend({ classNames: { root: 'Button' } }),
    ActionIcon: ActionIcon.extend({ classNames: { root: 'ActionIcon' } }),
    Input: Input.extend({ classNames: { input: 'Input' } }),
  },
})
