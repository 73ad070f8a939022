#pragma once

#include <QHash>
#include <QPointer>
#include <QTimer>
#include <vector>

#include "app/report/FindingRow.h"
#include "app/report/ReportExport.h"
#include "app/report/ReportPanel.h"
#include "app/report/ReportSession.h"

class QFrame;
class QLabel;
class QProgressBar;
class QPushButton;
class QScrollArea;
class QToolButton;
class QVBoxLayout;

namespace dokuei::app {

/// Widgets and state of the report panel. Rows are in ReportPanelRows.cpp, the rest in ReportPanel.cpp.
struct ReportPanel::Impl {
    Impl(ReportPanel* panel, ModelService* service, reports::Autosave* store)
        : q(panel), service(service), store(store) {}

    // ReportPanelLayout.cpp
    void build();
    void buildMenus();
    void retranslate();
    void showState();
    QString headline() const;

    // ReportPanelRows.cpp
    /// Rows in reading order: linked findings, impression, then what points at no image.
    void showRows();
    FindingRow* rowOf(const std::string& findingId);
    void addLooseBoxes();
    void findingOfLooseBox(const QString& id);
    void select(const std::string& findingId, bool goThere);
    void step(int direction);
    void act(const std::string& findingId, FindingRow::Action action);
    void showContextMenu(const std::string& findingId, const QPoint& globalPosition);
    void connectRow(FindingRow* row);

    // ReportPanel.cpp
    void connectService();
    void connectStore();
    /// Runs an operation of the editor; what it throws is told.
    template <class Work>
    bool attempt(Work work) {
        try {
            work();
            return true;
        } catch (const std::exception& error) {
            tell(QString::fromUtf8(error.what()), true);
            return false;
        }
    }
    bool editable() const { return session && session->editable(); }
    void tell(const QString& text, bool error);
    void takeAnswer(ReportSession& of, const inference::Answer& answer);
    void addByHand(reports::Section section);
    void startExport(ReportExport::Format format, const QString& path);
    void askWhereToExport(ReportExport::Format format);
    void askWhoSigns();
    void announceBoxes();
    ReportSession* drafting(int id) const;

    ReportPanel* q;
    ModelService* service;
    reports::Autosave* store;
    std::shared_ptr<const viewer::Volume> volume;
    QString key;
    QHash<QString, ReportSession*> sessions;  ///< by study UID and patient; children
    ReportSession* session = nullptr;         ///< of the current study
    ReportExport* exporter = nullptr;
    std::string selected;  ///< finding id
    BoxMarks announced;
    QTimer refresh;
    bool busy = false;

    QPushButton *draft = nullptr, *add = nullptr, *acceptAll = nullptr;
    QToolButton *undo = nullptr, *redo = nullptr, *exportButton = nullptr, *sign = nullptr;
    QLabel *head = nullptr, *empty = nullptr, *progressText = nullptr, *status = nullptr;
    QProgressBar* progress = nullptr;
    QPushButton *manage = nullptr, *restart = nullptr;
    QFrame* progressBox = nullptr;
    QScrollArea* scroll = nullptr;
    QVBoxLayout* column = nullptr;
    std::vector<FindingRow*> rows;  ///< in reading order
    std::vector<QWidget*> extras;   ///< headings and loose boxes between and after the rows
};

}  // namespace dokuei::app
