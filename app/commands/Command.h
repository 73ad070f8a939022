#pragma once

#include <string>
#include <vector>

namespace dokuei::app {

using Arguments = std::vector<std::string>;  ///< what follows the subcommand's name

/// One subcommand. Returns the exit status: 0 done, 1 the work failed, 2 wrong usage.
/// `run` may throw std::exception: the text is printed as one line on stderr and the status is 1;
/// UsageError gives 2.
struct Command {
    const char* name;
    const char* usage;    ///< one line, e.g. "info PATH [--json]"
    const char* summary;  ///< one line
    int (*run)(const Arguments&);
};

/// The command line was wrong; the text says how.
struct UsageError {
    std::string text;
};

/// All subcommands, in the order help shows them.
const std::vector<Command>& commands();

}  // namespace dokuei::app
