"""What the dashboards show: the panels and their queries, in the order in which they stand on the page."""

from __future__ import annotations

from dataclasses import dataclass

TITLE = "Flink: straggler and backpressure"

# In 1.8.1 a source is called after what it is, and a task after all operators that are chained in it.
SOURCE_OPERATOR = "\"operator_name\" = 'Source: source'"
WORK_OPERATOR = "\"operator_name\" = 'work'"
SOURCE_TASK = '"task_name" =~ /^Source: source/'
WORK_TASK = '"task_name" =~ /^work/'


@dataclass(frozen=True)
class Query:
    """InfluxQL with {from:measurement}, {time} and {end} for what the two programs write differently."""

    text: str
    # For Grafana, which replaces $tag_… by the value of a tag.
    legend: str


@dataclass(frozen=True)
class Panel:
    title: str
    # The unit on the axis, and Grafana's name for it.
    unit: str
    grafana_unit: str
    text: str
    queries: tuple[Query, ...]
    maximum: float | None = None
    # One number, of the end of the time range, instead of a line over time.
    is_number: bool = False


def grouped(measurement: str, field: str, tags: str, legend: str, condition: str = "") -> Query:
    condition += " AND " if condition else ""
    return Query(f"SELECT {field} FROM {{from:{measurement}}} WHERE {condition}{{time}} GROUP BY {tags}", legend)


# From the counters themselves: the rates that Flink 1.8.1 reports are means of the last minute.
PER_SECOND = 'non_negative_derivative("count", 1s) AS "records/s"'
RECORDS_OUT = "taskmanager_job_task_operator_numRecordsOut"
BUFFERS = "taskmanager_job_task_buffers_"
TASKMANAGER = "taskmanager_Status_JVM_"
OF_JOB = '"job_id"'
OF_SUBTASK = '"job_id", "subtask_index"'
OF_TASK = '"job_id", "task_name", "subtask_index"'
OF_TASKMANAGER = '"host", "tm_id"'

# What source and work have handed on, each as its last report before the end of the range says, and the difference.
# Not over time: the processes report at different moments, and a subquery of InfluxQL does not fill the gaps, so that
# the sum over the subtasks would lack some of them now and then. The last minute, so that a job before is not mixed in.
IN_FLIGHT = (
    'SELECT spread("handed_on") AS "records" FROM ('
    'SELECT sum("handed_on") AS "handed_on" FROM ('
    f'SELECT last("count") AS "handed_on" FROM {{from:{RECORDS_OUT}}}'
    f" WHERE ({SOURCE_OPERATOR} OR {WORK_OPERATOR}) AND {{end}}"
    ' GROUP BY "job_id", "operator_name", "subtask_index"'
    ') WHERE {end} GROUP BY "job_id", "operator_name"'
    ') WHERE {end} GROUP BY "job_id"'
)

INTRODUCTION = (
    "Flink 1.8.1 has no metric called backpressure. What shows it is the output pool of the source: at 1 all its buffers"
    " are full, and the source waits. Which subtask it waits for, the input pools do not say, as those of quick subtasks"
    " can be full, too. The buffers queued before it do, unless it runs in the source's own TaskManager."
)

PANELS = (
    Panel(
        "Throughput of the work, per subtask",
        "records/s",
        "suffix: records/s",
        "With rebalance every subtask gets the same share, so that all keep the pace of the slowest once the buffers are full.",
        (grouped(RECORDS_OUT, PER_SECOND, OF_SUBTASK, "subtask $tag_subtask_index", WORK_OPERATOR),),
    ),
    Panel(
        "Throughput of the source",
        "records/s",
        "suffix: records/s",
        "What the source emits; less than it offers while it waits for buffers.",
        (grouped(RECORDS_OUT, PER_SECOND, OF_SUBTASK, "source $tag_subtask_index", SOURCE_OPERATOR),),
    ),
    Panel(
        "Records in flight in the last minute of the range",
        "records",
        "suffix: records",
        "Emitted by the source and not yet done by the work. TaskManagers report at different moments: this can be off by"
        " as much as the source emits between two reports, 10 s on a cluster; with one process it is exact. Of a"
        " job that has ended it means nothing.",
        (Query(IN_FLIGHT, "in flight"),),
        is_number=True,
    ),
    Panel(
        "Buffers in flight",
        "buffers",
        "suffix: buffers",
        "Queued behind the source, and before each subtask of the work: some always wait before a straggler. In the source's own"
        " TaskManager none are counted before a subtask.",
        (
            grouped(
                BUFFERS + "outputQueueLength", '"value" AS "queued out"', OF_SUBTASK, "behind the source", SOURCE_TASK
            ),
            grouped(
                BUFFERS + "inputQueueLength",
                '"value" AS "queued in"',
                OF_SUBTASK,
                "before subtask $tag_subtask_index",
                WORK_TASK,
            ),
        ),
    ),
    Panel(
        "Input pool usage",
        "of the pool",
        "percentunit",
        "At 1 all buffers are taken; seen with a straggler, and with quick subtasks beside it. In the source's own TaskManager"
        " it stays at 0: what is read there lies in the source's output pool.",
        (
            grouped(
                BUFFERS + "inPoolUsage",
                '"value" AS "in pool usage"',
                OF_TASK,
                "$tag_task_name $tag_subtask_index",
                WORK_TASK,
            ),
        ),
        maximum=1,
    ),
    Panel(
        "Output pool usage",
        "of the pool",
        "percentunit",
        "Of every task. The work hands on to a sink in the same task, and has no output pool to fill.",
        (
            grouped(
                BUFFERS + "outPoolUsage", '"value" AS "out pool usage"', OF_TASK, "$tag_task_name $tag_subtask_index"
            ),
        ),
        maximum=1,
    ),
    Panel(
        "Backpressure: output pool of the source",
        "of the pool",
        "percentunit",
        "1.8.1 has no backpressure metric; this shows it. At 1 the source has no free buffer and waits.",
        (
            grouped(
                BUFFERS + "outPoolUsage",
                '"value" AS "source out pool usage"',
                OF_SUBTASK,
                "source $tag_subtask_index",
                SOURCE_TASK,
            ),
        ),
        maximum=1,
    ),
    Panel(
        "JVM heap",
        "bytes",
        "bytes",
        "Used, per TaskManager, and of the JobManager.",
        (
            grouped(TASKMANAGER + "Memory_Heap_Used", '"value" AS "heap used"', OF_TASKMANAGER, "$tag_host $tag_tm_id"),
            grouped(
                "jobmanager_Status_JVM_Memory_Heap_Used", '"value" AS "heap used"', '"host"', "JobManager $tag_host"
            ),
        ),
    ),
    Panel(
        "GC time",
        "ms/s",
        "suffix: ms/s",
        "Milliseconds of each second that a collector took, per TaskManager. How the collectors are called depends on the JVM.",
        (
            grouped(
                f"/^{TASKMANAGER}GarbageCollector_.*_Time$/",
                'non_negative_derivative("value", 1s) AS "ms/s"',
                OF_TASKMANAGER,
                "$tag_host $tag_tm_id $m",
            ),
        ),
    ),
    Panel(
        "GC count",
        "collections/min",
        "suffix: collections/min",
        "Collections a minute, per TaskManager and collector.",
        (
            grouped(
                f"/^{TASKMANAGER}GarbageCollector_.*_Count$/",
                'non_negative_derivative("value", 1m) AS "collections/min"',
                OF_TASKMANAGER,
                "$tag_host $tag_tm_id $m",
            ),
        ),
    ),
    Panel(
        "Restarts",
        "restarts",
        "suffix: restarts",
        "Of the whole job, since it was submitted. A job of this kit does not restart: one that fails ends.",
        (grouped("jobmanager_job_fullRestarts", '"value" AS "full restarts"', OF_JOB, "job $tag_job_id"),),
    ),
    Panel(
        "Time since the start, or the last restart",
        "s",
        "s",
        "A line that ends is a job that ended; one that falls is a job that was restarted.",
        (grouped("jobmanager_job_uptime", '"value" / 1000 AS "s"', OF_JOB, "job $tag_job_id"),),
    ),
)
