#pragma once

#include <stdexcept>
#include <string>

namespace dokuei::reports {

/// Root of everything this room throws. The text names the file or object and can be shown to a radiologist.
class Error : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

}  // namespace dokuei::reports
