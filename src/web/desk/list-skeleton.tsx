import { Line, Skeleton } from '../frame/states.tsx';

/** Rows of 72 px, of the size of what will come. */
export function ListSkeleton() {
  return (
    <Skeleton>
      {[150, 190, 130, 170, 140, 180].map((width) => (
        <div className="conv" key={width}>
          <span className="ava" />
          <div className="sk-lines">
            <Line width={width} />
            <Line width={width - 40} />
            <Line width={width - 20} />
          </div>
        </div>
      ))}
    </Skeleton>
  );
}
