import { Line, Skeleton } from '../frame/states.tsx';

/** The rows of a table of settings while they load. */
export function TableSkeleton() {
  return (
    <Skeleton>
      {[220, 180, 200, 160, 190].map((width) => (
        <div className="settings-sk" key={width}>
          <Line width={width} />
        </div>
      ))}
    </Skeleton>
  );
}
