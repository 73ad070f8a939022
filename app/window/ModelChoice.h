#pragma once

#include <QString>
#include <QStringList>

#include "inference/session/Worker.h"

namespace dokuei::app {

class Jobs;
class ModelService;

/// How the user wants a model to be run; kept in the settings for each model by itself.
struct ModelChoice {
    QString directory;
    QString device = QStringLiteral("auto");  ///< "auto": the GPU when there is one; "cpu", "cuda"
    inference::ModelOptions::Weights weights = inference::ModelOptions::Weights::Automatic;
    int slices = 0;            ///< most slices that are shown; 0: the family's number
    int longestAnswer = 1024;  ///< tokens, reasoning included
    /// Images are read as soon as a study is opened; with a large model that takes the processor for minutes.
    bool readsAhead = false;

    /// What the settings say about a directory.
    static ModelChoice of(const QString& directory);
    /// Of the directory that was loaded last, or of the shipped one.
    static ModelChoice last();
    void save() const;  ///< also as the last one
};

/// Directories that were loaded, latest first; the shipped one is not among them.
QStringList recentModels();

/// The model that comes with the program.
QString shippedModel();

/// Loads a model, on the device that is wanted, without blocking.
void loadModel(ModelService& model, Jobs& jobs, const ModelChoice& choice);

}  // namespace dokuei::app
