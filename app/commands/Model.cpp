#include "app/commands/Model.h"

#include "app/commands/ModelChat.h"
#include "app/commands/ModelList.h"
#include "app/commands/ModelLogits.h"
#include "app/commands/ModelRandom.h"
#include "app/commands/ModelTokenize.h"
#include "app/commands/ModelVerify.h"

namespace dokuei::app {
namespace {

struct Action {
    const char* name;
    int (*run)(const Arguments& arguments);  ///< gets what follows the name
};

const std::vector<Action> kActions = {
    {"list", modelList},         {"chat", modelChat},     {"verify", modelVerify},
    {"tokenize", modelTokenize}, {"logits", modelLogits}, {"random", modelRandom},
};

std::string names() {
    std::string all;
    for (const auto& action : kActions) all += (all.empty() ? "" : ", ") + std::string(action.name);
    return all;
}

}  // namespace

int model(const Arguments& arguments) {
    if (arguments.empty()) throw UsageError{"model needs one of " + names()};
    for (const auto& action : kActions)
        if (arguments.front() == action.name)
            return action.run(Arguments(arguments.begin() + 1, arguments.end()));
    throw UsageError{"model has no " + arguments.front() + "; it has " + names()};
}

}  // namespace dokuei::app
