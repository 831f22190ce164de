# Sourced by the scripts beside this folder, with the project's root as the working directory.

use_local_node() {
    if [[ -x .node/node_modules/node/bin/node ]]; then
        PATH="$PWD/.node/node_modules/node/bin:$PATH"
        export PATH
    fi
}

node_is_recent() {
    command -v node >/dev/null && command -v npm >/dev/null && node -e '
        const [major, minor] = process.versions.node.split(".").map(Number);
        process.exit(major > 20 || (major === 20 && minor >= 19) ? 0 : 1)'
}

# Results of one checkout serve every other one of the machine.
export CCACHE_BASEDIR="$PWD"
export CCACHE_NOHASHDIR=1

use_local_node
