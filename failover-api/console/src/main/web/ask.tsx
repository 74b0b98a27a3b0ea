// Asks for a reason, says what will follow, and sends one verb.
import { h, type ComponentChildren } from 'preact';
import { useRef, useState } from 'preact/hooks';
import type { Answer, Failure } from './api';
import { Decide, Dialog, FailureNotice, ReasonField } from './parts';
import { t } from './words';

export function AskDialog({ title, consequence, button, danger, ready = true, children, send, onClose }: {
  title: string;
  consequence: ComponentChildren;
  button: string;
  danger?: boolean;
  ready?: boolean;
  children?: ComponentChildren;
  send: (reason: string) => Promise<Answer<unknown>>;
  onClose: () => void;
}) {
  const back = useRef<HTMLButtonElement>(null);
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const complete = reason.trim() !== '' && ready && !busy;
  const submit = async (event: Event) => {
    event.preventDefault();
    if (!complete) {
      return;
    }
    setBusy(true);
    setFailure(null);
    const answer = await send(reason.trim());
    setBusy(false);
    'failure' in answer ? setFailure(answer.failure) : onClose();
  };
  return (
    <Dialog title={title} first={back} onClose={onClose}>
      <form onSubmit={submit}>
        <div>{consequence}</div>
        {children}
        <ReasonField value={reason} onInput={setReason} />
        {failure && (
          <FailureNotice failure={failure}>{failure.kind !== 'refused' && <p>{t('unknown-whether')}</p>}</FailureNotice>
        )}
        <Decide first={back} back={t('back')} obstacle={complete ? null : t('needs-reason')} danger={danger} onBack={onClose}>
          {button}
        </Decide>
      </form>
    </Dialog>
  );
}
