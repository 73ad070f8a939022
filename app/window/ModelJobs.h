#pragma once

#include <QHash>
#include <QObject>
#include <QTimer>

namespace dokuei::app {

class Jobs;
class ModelService;

/// Lists what the model does for long among the jobs, with progress and a way to cancel: loading, encoding
/// ahead of a question, encoding for one.
class ModelJobs : public QObject {
    Q_OBJECT
public:
    ModelJobs(ModelService* model, Jobs* jobs, QObject* parent = nullptr);

private:
    void stateChanged();
    void ended(int question);

    ModelService* model_;
    Jobs* jobs_;
    QTimer patience_;  ///< a model that loads in a moment is not listed
    int loading_ = 0;
    QHash<int, int> questions_;      ///< job of a question
    QHash<QString, int> preparing_;  ///< job of a study
};

}  // namespace dokuei::app
