#pragma once

#include <QStringList>

class QTableWidget;

namespace dokuei::app {

/// An empty table to read: selectable by rows, not editable, no grid. The caller gives it a parent.
QTableWidget* tableOf(const QStringList& headers);
/// Appends a row of texts, one for each column.
void addRow(QTableWidget* table, const QStringList& cells);

}  // namespace dokuei::app
