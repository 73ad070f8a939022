#pragma once

#include <QWidget>

namespace dokuei::app {

/// Gives the chosen limit (setting memory/budgetMiB; three fifths of the machine's memory when none is
/// chosen) to viewer::memoryBudget().
void applyMemoryBudget();

/// How much memory open images may take together, to be changed. Not modal.
void editMemoryBudget(QWidget* parent);

}  // namespace dokuei::app
