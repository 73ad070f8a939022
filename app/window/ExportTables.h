#pragma once

#include <QString>
#include <QWidget>
#include <vector>

#include "viewer/export/Deidentifier.h"
#include "viewer/export/Exporter.h"

namespace dokuei::app {

/// What may identify the patient in a series, in the language in use; empty when nothing does.
QString identifyingText(const std::vector<viewer::IdentifyingContent>& contents);

/// Lists what de-identification changes in one image: tag, attribute, before, after. Not modal.
void showChanges(QWidget* parent, const std::vector<viewer::AttributeChange>& changes);

/// Tells what was exported and what was not, with a button that opens the folder. Not modal.
void showExportSummary(QWidget* parent, const viewer::ExportSummary& summary, const QString& target);

}  // namespace dokuei::app
