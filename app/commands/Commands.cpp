#include "app/commands/Command.h"

namespace dokuei::app {

const std::vector<Command>& commands() {
    static const std::vector<Command> all = {
    };
    return all;
}

}  // namespace dokuei::app
