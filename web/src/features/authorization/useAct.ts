import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api } from '@/shared/fhir/client'
import { show } from '@/shared/ui/toastStore'

const SHOWN_MS = 6_000

type Act = {
  readonly url: string
  readonly method: 'POST' | 'DELETE'
  readonly body?: unknown
  /** What to say when it is done. */
  readonly done: string
}

/** Does one thing on the server and reads the list anew; says so, or what went wrong. */
export function useAct(list: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ url, method, body }: Act) => api.act(method, url, body),
    onSuccess: (_nothing, { done }) => {
      show({ id: list, text: done, kind: 'done' }, SHOWN_MS)
      return queries.invalidateQueries({ queryKey: [list] })
    },
    onError: (error) => show({ id: list, text: error.message, kind: 'failed' }, SHOWN_MS),
  })
}
