import { Line, Skeleton } from '../frame/states.tsx';

/** Pairs in grey, of the size of what will come. */
export function QueueSkeleton() {
  return (
    <Skeleton>
      <div className="pairs">
        {[120, 150, 110, 140, 130, 100].map((width) => (
          <div className="pair" key={width}>
            <span className="score" />
            <div className="sk-lines">
              <Line width={width} />
              <Line width={width - 20} />
              <Line width={width + 60} height={8} />
            </div>
          </div>
        ))}
      </div>
    </Skeleton>
  );
}

/** Two cards and their fields in grey. */
export function PairSkeleton() {
  return (
    <Skeleton>
      <div className="comparison">
        <div className="cmp">
          <span />
          {[160, 150].map((width) => (
            <div className="vcard" key={width}>
              <div className="head">
                <span className="ava lg" />
                <div className="sk-lines">
                  <Line width={width} height={16} />
                  <Line width={110} />
                </div>
              </div>
              <div className="pick">
                <Line width={130} />
              </div>
            </div>
          ))}
        </div>
        <div className="fields">
          {[60, 90, 80, 50, 70, 100].map((width) => (
            <div className="fr" key={width}>
              <Line width={56} />
              <span className="opt">
                <Line width={width + 60} />
              </span>
              <span className="opt">
                <Line width={width + 40} />
              </span>
              <Line width={width} />
            </div>
          ))}
        </div>
      </div>
    </Skeleton>
  );
}
