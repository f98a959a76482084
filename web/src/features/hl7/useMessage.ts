import { useQuery } from '@tanstack/react-query'
import { api } from '@/shared/fhir/client'
import type { Message, MessageSummary } from './message'

export function useMessage(id: string | undefined) {
  return useQuery({
    queryKey: ['hl7', 'message', id],
    enabled: id !== undefined,
    queryFn: ({ signal }) =>
      api.get<Message>(`/api/hl7/messages/${encodeURIComponent(id ?? '')}`, signal),
  })
}

export function useMessages(limit: number) {
  return useQuery({
    queryKey: ['hl7', 'messages', limit],
    refetchInterval: 3_000,
    queryFn: async ({ signal }) => {
      const answer = await api.get<
        readonly MessageSummary[] | { readonly messages: readonly MessageSummary[] }
      >(`/api/hl7/messages?limit=${limit}`, signal)
      return 'messages' in answer ? answer.messages : answer
    },
  })
}
