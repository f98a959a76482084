import '@/shared/ui/styles'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { Root } from '@/app/Root'
import { openSession } from '@/shared/auth/session'
import { finishSignIn, isCallback, leaveToSignIn } from '@/shared/auth/signIn'
import { startTexts } from '@/shared/text/texts'

type Start = 'leaving' | { readonly failure: string | undefined }

/** Without a grant there is nothing to show: the browser goes to the sign-in form and comes back. */
async function start(): Promise<Start> {
  const address = new URL(location.href)
  if (address.pathname === '/app/signed-out') return { failure: undefined }
  if (!isCallback(address.pathname)) {
    await leaveToSignIn(address.pathname + address.search)
    return 'leaving'
  }
  try {
    const { grant, returnTo } = await finishSignIn(address)
    openSession(grant)
    history.replaceState(null, '', returnTo)
    return { failure: undefined }
  } catch (error) {
    return { failure: error instanceof Error ? error.message : String(error) }
  }
}

const place = document.getElementById('root')
const [begun] = await Promise.all([start(), startTexts()])
if (begun !== 'leaving' && place !== null) {
  createRoot(place).render(
    <StrictMode>
      <Root failure={begun.failure} />
    </StrictMode>,
  )
}
if (import.meta.env.PROD && 'serviceWorker' in navigator) {
  // Without a worker the pages still work; they only cannot be opened offline.
  navigator.serviceWorker.register('/app/sw.js').catch(() => undefined)
}
