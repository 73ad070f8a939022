#pragma once

#include <QList>
#include <string>
#include <vector>

#include "app/chat/ChatTurn.h"
#include "reports/store/ReportStore.h"

namespace dokuei::app {

/// The two messages (user, assistant) under which the store keeps a turn that has ended.
std::vector<reports::ChatMessage> messagesOf(const ChatTurn& turn, const std::string& studyUid,
                                             const std::string& seriesUid);

/// The turns about one series, from a study's messages in the order they were written. A question without an
/// answer (the program ended while it ran) is left out, and so are turns about another volume of the series
/// than the one that begins with `firstImage` (when both are known).
QList<ChatTurn> turnsOf(const std::vector<reports::ChatMessage>& messages, const std::string& seriesUid,
                        const QString& firstImage = {});

}  // namespace dokuei::app
