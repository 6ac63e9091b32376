import { Line, Skeleton } from '../frame/states.tsx';

/** A conversation and its client on the way: the same panes, of the same size. */
export function OpenSkeleton() {
  return (
    <>
      <main className="pane talk" data-pane tabIndex={-1} aria-busy="true">
        <header className="bar" />
        <Skeleton>
          <div className="thread">
            <Line width={320} height={38} />
            <Line width={260} height={38} />
            <Line width={300} height={38} />
          </div>
        </Skeleton>
      </main>
      <aside className="pane client" data-pane tabIndex={-1} aria-busy="true">
        <div className="tabs" />
        <div className="scroll body">
          <ClientSkeleton />
        </div>
      </aside>
    </>
  );
}

/** A card on the way. */
export function ClientSkeleton() {
  return (
    <Skeleton>
      <div className="sec">
        <header>
          <Line width={110} />
        </header>
        <div className="vcard client-skeleton">
          <div className="head">
            <span className="ava lg" />
            <Line width={170} height={18} />
          </div>
          <Line width={200} />
          <Line width={160} />
          <Line width="100%" height={28} />
        </div>
      </div>
    </Skeleton>
  );
}
