#!/usr/bin/env bash
# Sourced by what runs tests, in the kit's folder: builds the archives of Flink, Hadoop and Kafka, the job, the tool and the kit's own
# archive where a source is newer, as what is tried has to be what the sources say.

archives() {
    local version
    version=$(sed -n '/<version>/{s:.*<version>\(.*\)</version>.*:\1:p;q;}' pom.xml)
    printf '%s\n' testbed/flink-dist/target/flink-*-bin-scala_*.tgz testbed/hadoop-dist/target/hadoop-*.tgz \
        testbed/kafka-dist/target/kafka_*.tgz \
        deploy-tool/target/deploy-tool.jar "job/target/flink-variance-job-$version.jar" "release/target/flink-variance-$version.tar.gz"
}

archives_are_stale() {
    local archive sources=(pom.xml {routing,job,embedded-flink,embedded-kafka,deploy-tool,release}/{pom.xml,src/main} bin conf/scenarios)
    sources+=(testbed/{flink,hadoop,kafka}-dist/{pom.xml,src})
    while read -r archive; do
        [ -e "$archive" ] && [ -z "$(find "${sources[@]}" -newer "$archive" -print -quit)" ] || return 0
    done < <(archives)
    return 1
}

build_archives() {
    local begun
    archives_are_stale || return 0
    echo "== the archives of Flink, Hadoop and Kafka, the job, the tool and their archive"
    begun=$(mktemp)
    mvn --quiet --batch-mode package --projects testbed/flink-dist,testbed/hadoop-dist,testbed/kafka-dist,release --also-make \
        -Dmaven.test.skip=true
    # Maven leaves what would come out the same; and what was changed meanwhile is newer still.
    archives | xargs touch --reference "$begun"
    rm "$begun"
}
