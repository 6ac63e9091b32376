import { Line, Skeleton } from '../frame/states.tsx';

/** Entries in grey, of the size of what will come. */
export function HistorySkeleton() {
  return (
    <Skeleton>
      <div className="axis">
        {[220, 260, 180, 240, 200].map((width) => (
          <div className="ev" key={width}>
            <span className="node" />
            <div className="sk-lines">
              <Line width={width} />
            </div>
          </div>
        ))}
      </div>
    </Skeleton>
  );
}
