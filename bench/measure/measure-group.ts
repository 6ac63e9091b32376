import { type JobReport, judge, mixReport, reportOf } from '../report/report.ts';
import { closedLoop, type Measured } from './closed-loop.ts';
import type { Goal, Group, Job } from './job.ts';
import { openLoop } from './open-loop.ts';

interface HowLong {
  /** Of the closed loop, for each job. */
  seconds: number;
  /** Arrivals a second of the open loop. */
  rate: number;
  /** So many questions of each job are compared with a plain scan, at most. */
  checks: number;
}

/** Measures those jobs of a group that are wanted: each by itself, then all of them as the load that comes in, then as a mix; and compares their answers. */
export async function measureGroup(
  group: Group,
  isWanted: (group: string, job: string) => boolean,
  { seconds, rate, checks }: HowLong,
): Promise<JobReport[]> {
  const { jobs: all, close } = await group.prepare();
  try {
    const jobs = all.filter((job) => isWanted(group.name, job.name));
    const taken: { job: Job; measured: Measured; line: JobReport }[] = [];
    for (const job of jobs) {
      const measured = await closedLoop(job, seconds);
      const line = reportOf(job, measured, await checkedAnswers(job, checks));
      taken.push({ job, measured, line });
      tell(line);
    }
    const offered = jobs.filter((job) => !job.isSerial && !job.atOnce);
    const open =
      offered.length > 0
        ? await openLoop(offered, { rate, seconds: Math.max(2, seconds) + offered.length / 10 })
        : null;
    const lines: { line: JobReport; goal: Goal | undefined }[] = taken.map(({ job, line }) => ({
      line: { ...line, open: open?.jobs.get(job.name) ?? null },
      goal: job.goal,
    }));
    if (open && offered.length > 1) {
      const parts = taken.filter(({ job }) => offered.includes(job)).map(({ measured }) => measured);
      lines.push({ line: { ...mixReport(group.name, parts), open: open.all }, goal: group.mix });
    }
    return lines.map(({ line, goal }) =>
      judge(
        line,
        goal,
        lines.map((one) => one.line),
      ),
    );
  } finally {
    await close?.();
  }
}

async function checkedAnswers(job: Job, checks: number): Promise<{ checked: number; wrong: string[] }> {
  if (!job.check) return { checked: 0, wrong: [] };
  const count = Math.min(checks, job.questions);
  const wrong: string[] = [];
  for (let n = 0; n < count; n++) {
    const question = Math.floor((n * job.questions) / count);
    const difference = await job.check(question);
    if (difference !== null) wrong.push(difference);
  }
  return { checked: count, wrong };
}

function tell({ name, closed, checked, wrong }: JobReport): void {
  const checking =
    checked === 0 ? '' : wrong.length === 0 ? `, ${checked} checked` : `, ${wrong.length} of ${checked} WRONG`;
  console.error(`${name}: ${closed.p50.toFixed(2)} ms, p99 ${closed.p99.toFixed(2)} ms${checking}`);
}
