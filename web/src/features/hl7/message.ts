/** What the server tells of one received HL7 v2 message. */

export type Fate = 'mapped' | 'kept' | 'reported' | 'lost'

export type Atom = {
  readonly path: string
  readonly value: string
  readonly fate: Fate
  readonly targets?: readonly string[]
  readonly row?: string | null
}

export type Issue = {
  readonly severity?: string
  readonly path?: string | null
  readonly text?: string
}

export type Heading = {
  readonly type?: string
  readonly controlId?: string
  readonly sendingApplication?: string
  readonly sendingFacility?: string
}

export type MessageSummary = {
  readonly id: string | number
  readonly received: string
  readonly peer?: string | null
  readonly heading?: Heading | null
  readonly state: string
  /** MSA-1 of the answer. */
  readonly ackCode?: string | null
  readonly reading?: string | null
  readonly attempts?: number
  readonly failure?: string | null
  readonly status?: string | null
}

export type Message = MessageSummary & {
  readonly raw: string
  readonly coverage?: Readonly<Record<string, number>> | null
  readonly issues?: readonly Issue[]
  readonly atoms?: readonly Atom[]
  readonly resources?: readonly string[]
}
