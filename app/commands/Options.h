#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "app/commands/Command.h"

namespace dokuei::app {

/// Words of a command line: `--name value`, `-n value`, `--flag` and the rest in order.
class Options {
public:
    /// Throws UsageError for an option that is neither in `valued` nor in `flags`, or lacks its value.
    Options(const Arguments& arguments, const std::set<std::string>& valued,
            const std::set<std::string>& flags);

    const std::vector<std::string>& words() const { return words_; }
    /// The only word. Throws UsageError saying that `what` is missing, or that there are too many.
    const std::string& onlyWord(const std::string& what) const;
    bool has(const std::string& option) const { return values_.count(option) > 0; }
    std::string value(const std::string& option, const std::string& otherwise = {}) const;
    /// All values of an option that may be given several times, in order.
    std::vector<std::string> all(const std::string& option) const;
    /// Throws UsageError when the value is no number.
    long long integer(const std::string& option, long long otherwise) const;
    double number(const std::string& option, double otherwise) const;

private:
    std::vector<std::string> words_;
    std::map<std::string, std::string> values_;  ///< the last one counts
    std::vector<std::pair<std::string, std::string>> given_;
};

}  // namespace dokuei::app
