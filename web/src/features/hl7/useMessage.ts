import { useQuery } from '@tanstack/react-query'
import { api } from '@/shared/fhir/client'
import type { Message } from './message'

export function useMessage(id: string | undefined) {
  return useQuery({
    queryKey: ['hl7', 'message', id],
    enabled: id !== undefined,
    queryFn: ({ signal }) =>
      api.get<Message>(`/api/hl7/messages/${encodeURIComponent(id ?? '')}`, signal),
  })
}
