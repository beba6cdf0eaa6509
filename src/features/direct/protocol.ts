// Direct paths of screens: which servers help to find them.
import { z } from 'zod'
import { declare } from '../../session/request.ts'

/** Requests about direct paths. */
export const directRequests = {
  /** Asked by both ends before they try a direct path; credentials are theirs alone and expire. */
  'direct.servers': declare({
    target: 'site',
    who: ['stranger'],
    scope: 'read',
    data: z.strictObject({ session: z.string().min(1).max(40) }),
    reply: z.object({
      /** `turn`: only through a TURN server; `off`: the hub relays everything. */
      mode: z.enum(['auto', 'turn', 'off']),
      iceServers: z
        .array(
          z.object({
            urls: z.array(z.string().max(200)).max(8),
            username: z.string().max(200).optional(),
            credential: z.string().max(200).optional(),
          }),
        )
        .max(2),
    }),
  }),
} as const
