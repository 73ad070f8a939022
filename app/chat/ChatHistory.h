#pragma once

#include <QJsonObject>
#include <QList>
#include <QString>
#include <functional>

namespace dokuei::app {

/// Where chat messages live between sessions. Called on the GUI thread; must return at once.
class ChatHistory {
public:
    virtual ~ChatHistory() = default;
    /// Messages of a study in the order they were asked; `done` runs later on the calling thread.
    virtual void load(const QString& studyUid,
                      std::function<void(const QList<QJsonObject>& messages)> done) = 0;
    /// Adds a message or replaces the one with the same "id".
    virtual void save(const QString& studyUid, const QJsonObject& message) = 0;
};

}  // namespace dokuei::app
