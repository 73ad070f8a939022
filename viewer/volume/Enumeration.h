#pragma once

#include <functional>
#include <string>

namespace dokuei::viewer {

/// Calls `found` for every regular file below `folder` as soon as it is met, in no order. Links to folders
/// are followed, each folder is visited once, so that links in a circle end. A folder or link that cannot be
/// read goes to `refused` with the reason. Ends early when `found` returns false. Throws ReadError when
/// `folder` itself cannot be opened.
void forEachFileBelow(const std::string& folder, const std::function<bool(std::string file)>& found,
                      const std::function<void(std::string path, std::string reason)>& refused);

}  // namespace dokuei::viewer
