#!/usr/bin/env bash
# Sourced by what runs tests, in the kit's folder: builds Flink's archive, the job and the tool where a source is newer, as
# what is tried has to be what the sources say.

archives() {
    printf '%s\n' testbed/flink-dist/target/flink-*-bin-scala_*.tgz deploy-tool/target/deploy-tool.jar job/target/flink-variance-job-*.jar
}

archives_are_stale() {
    local archive sources=(pom.xml {job,embedded-flink,deploy-tool}/{pom.xml,src/main} testbed/flink-dist/{pom.xml,src})
    while read -r archive; do
        [ -e "$archive" ] && [ -z "$(find "${sources[@]}" -newer "$archive" -print -quit)" ] || return 0
    done < <(archives)
    return 1
}

build_archives() {
    local begun
    archives_are_stale || return 0
    echo "== Flink's archive, the job and the tool"
    begun=$(mktemp)
    mvn --quiet --batch-mode package --projects testbed/flink-dist,deploy-tool --also-make -Dmaven.test.skip=true
    # Maven leaves what would come out the same; and what was changed meanwhile is newer still.
    archives | xargs touch --reference "$begun"
    rm "$begun"
}
