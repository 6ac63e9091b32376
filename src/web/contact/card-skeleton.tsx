import { Line, Skeleton } from '../frame/states.tsx';

/** The card in grey, of the size of what will come. */
export function CardSkeleton() {
  return (
    <Skeleton>
      <div className="bar card-bar" />
      <div className="left">
        <div className="vcard">
          <div className="head wide">
            <span className="ava xl" />
            <div className="sk-lines">
              <Line width={200} height={20} />
              <Line width={140} />
            </div>
          </div>
          <div className="sk-lines">
            <Line width={360} />
          </div>
        </div>
        {[180, 220, 160, 200, 190, 150].map((width) => (
          <div className="idr" key={width}>
            <Line width={64} />
            <Line width={width} />
          </div>
        ))}
      </div>
    </Skeleton>
  );
}
