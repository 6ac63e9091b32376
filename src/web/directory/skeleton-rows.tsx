import { Line, Skeleton } from '../frame/states.tsx';

const widths = [150, 190, 120, 170, 140, 200, 130, 160, 180, 125, 145, 175];

/** Rows of the size of what will come. */
export function SkeletonRows() {
  return (
    <div className="table-pane table">
      <Skeleton>
        <div className="tr th" />
        {widths.map((width) => (
          <div className="tr" key={width}>
            <span />
            <Line width={44} />
            <span>
              <Line width={width} />
            </span>
            <span>
              <Line width={width} />
            </span>
            <span>
              <Line width={120} />
            </span>
          </div>
        ))}
      </Skeleton>
    </div>
  );
}
