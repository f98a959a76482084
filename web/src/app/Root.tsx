import { MantineProvider } from '@mantine/core'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { isProblem } from '@/shared/fhir/problem'
import { theme } from '@/shared/ui/theme'
import { useScheme } from '@/shared/ui/scheme'
import { Door } from './Door'
import { Entry } from './Entry'

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      // A refusal stays a refusal; only a lost connection or a struggling server is worth another try.
      retry: (count, error) => count < 2 && (!isProblem(error) || error.status >= 500),
      refetchOnWindowFocus: true,
    },
  },
})

export function Root({ failure }: { readonly failure: string | undefined }) {
  const signedOut = location.pathname === '/app/signed-out'
  return (
    <MantineProvider
      theme={theme}
      forceColorScheme={useScheme()}
      withCssVariables={false}
      withGlobalClasses={false}
    >
      <QueryClientProvider client={queries}>
        {failure !== undefined || signedOut ? <Door failure={failure} /> : <Entry />}
      </QueryClientProvider>
    </MantineProvider>
  )
}
