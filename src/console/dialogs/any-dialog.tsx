// Whatever dialog is open, in its place.
import type { ReactElement } from 'react'
import type { Control } from '../control/control.ts'
import { dialogArea } from '../frame/dialog-area.ts'
import type { DialogState } from '../ui/dialog-state.ts'
import { ChooseDialog } from './choose-dialog.tsx'
import { FormDialog } from './form-dialog.tsx'
import { PageDialog } from './page-dialog.tsx'
import { ReviewDialog } from './review-dialog.tsx'
import { SearchDialog } from './search-dialog.tsx'

/** Properties of `AnyDialog`. A question to confirm is drawn over the whole screen instead. */
export interface AnyDialogProps {
  readonly control: Control
  readonly dialog: Exclude<DialogState, { is: 'confirm' }>
}

/** The dialog. */
export function AnyDialog({ control, dialog }: AnyDialogProps): ReactElement {
  const { t, ui } = control
  const area = dialogArea(ui.state)
  switch (dialog.is) {
    case 'form':
      return <FormDialog dialog={dialog} area={area} t={t} />
    case 'choose':
      return <ChooseDialog dialog={dialog} area={area} t={t} />
    case 'page':
      return <PageDialog dialog={dialog} area={area} t={t} />
    case 'review':
      return <ReviewDialog dialog={dialog} area={area} t={t} />
    case 'help':
    case 'palette':
      return <SearchDialog control={control} dialog={dialog} area={area} />
    default:
      return dialog satisfies never
  }
}
