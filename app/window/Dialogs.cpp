#include "app/window/Dialogs.h"

#include <QCoreApplication>
#include <QDialog>
#include <QDialogButtonBox>
#include <QDir>
#include <QFile>
#include <QHeaderView>
#include <QKeySequenceEdit>
#include <QLabel>
#include <QPushButton>
#include <QTableWidget>
#include <QTextBrowser>
#include <QVBoxLayout>

#include "app/bridge/Resources.h"
#include "app/settings/Language.h"
#include "app/window/Actions.h"
#include "app/window/Tables.h"

namespace dokuei::app {
namespace {

struct Dialogs {
    Q_DECLARE_TR_FUNCTIONS(Dialogs)
};

QDialog* dialogOf(QWidget* parent, const QString& title, QWidget* content, QSize size) {
    auto* dialog = new QDialog(parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(title);
    dialog->resize(size);
    auto* layout = new QVBoxLayout(dialog);
    layout->addWidget(content, 1);
    auto* buttons = new QDialogButtonBox;
    auto* close = buttons->addButton(Dialogs::tr("Close"), QDialogButtonBox::RejectRole);
    layout->addWidget(buttons);
    QObject::connect(close, &QPushButton::clicked, dialog, &QDialog::close);
    QObject::connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::close);
    dialog->show();
    return dialog;
}

QString fileText(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

QTextBrowser* browserOf() {
    auto* browser = new QTextBrowser;
    browser->setOpenExternalLinks(false);
    return browser;
}

/// The text of a page below resources/help: NAME.ja.md or ja/NAME.md, whichever is there.
QString helpText(const QString& name) {
    const QString folder = QString::fromStdString(resourcePath("help"));
    for (const QString& language : {currentLanguage(), QStringLiteral("en"), QStringLiteral("ja")}) {
        for (const QString& path : {QStringLiteral("%1/%2.%3.md").arg(folder, name, language),
                                    QStringLiteral("%1/%3/%2.md").arg(folder, name, language)}) {
            const QString text = fileText(path);
            if (!text.isEmpty()) return text;
        }
    }
    return {};
}

}  // namespace

void showKeys(QWidget* parent, const Actions& actions) {
    auto* table = tableOf({Dialogs::tr("Key or mouse"), Dialogs::tr("What it does")});
    const char* mouse[][2] = {
        {QT_TRANSLATE_NOOP("Dialogs", "Left drag"), QT_TRANSLATE_NOOP("Dialogs", "The active tool")},
        {QT_TRANSLATE_NOOP("Dialogs", "Middle drag"), QT_TRANSLATE_NOOP("Dialogs", "Pan")},
        {QT_TRANSLATE_NOOP("Dialogs", "Right drag"), QT_TRANSLATE_NOOP("Dialogs", "Window width and level")},
        {QT_TRANSLATE_NOOP("Dialogs", "Wheel"), QT_TRANSLATE_NOOP("Dialogs", "Slice")},
        {QT_TRANSLATE_NOOP("Dialogs", "Ctrl + wheel"), QT_TRANSLATE_NOOP("Dialogs", "Zoom")},
        {QT_TRANSLATE_NOOP("Dialogs", "Shift + wheel"), QT_TRANSLATE_NOOP("Dialogs", "Slice, fast")},
        {QT_TRANSLATE_NOOP("Dialogs", "Double click"),
         QT_TRANSLATE_NOOP("Dialogs", "Enlarge the view, or back")},
    };
    for (QAction* action : actions.all()) {
        QStringList keys;
        for (const QKeySequence& key : action->shortcuts()) keys << key.toString(QKeySequence::NativeText);
        if (!keys.isEmpty() && !action->text().isEmpty())
            addRow(table, {keys.join(QStringLiteral(", ")), plainText(action)});
    }
    for (const auto& row : mouse) addRow(table, {Dialogs::tr(row[0]), Dialogs::tr(row[1])});
    dialogOf(parent, Dialogs::tr("Keys and mouse"), table, {520, 620});
    table->setColumnWidth(0, 190);
}

void showGuide(QWidget* parent) {
    auto* browser = browserOf();
    const QString text = helpText(QStringLiteral("guide"));
    browser->setMarkdown(text.isEmpty() ? Dialogs::tr("The user guide is not installed (resources/help).")
                                        : text);
    dialogOf(parent, Dialogs::tr("User guide"), browser, {760, 680});
}

void showLicences(QWidget* parent) {
    auto* browser = browserOf();
    QString text;
    const QString resources = QString::fromStdString(resourcePath(""));
    for (const char* name : {"NOTICE", "LICENSE"})
        for (const QString& folder : {resources + QStringLiteral("/.."), resources}) {
            const QString content = fileText(QDir(folder).filePath(QLatin1String(name)));
            if (content.isEmpty()) continue;
            text += content + QStringLiteral("\n\n");
            break;
        }
    browser->setPlainText(
        text.isEmpty() ? Dialogs::tr("Dokuei is licensed under the Apache License, Version 2.0.") : text);
    dialogOf(parent, Dialogs::tr("Licences"), browser, {720, 640});
}

void showAbout(QWidget* parent, const QString& model) {
    auto* label = new QLabel(
        QStringLiteral("<h2>Dokuei %1</h2><p>%2</p><p>%3</p><p>%4</p>")
            .arg(QCoreApplication::applicationVersion().toHtmlEscaped(),
                 Dialogs::tr("A radiology workstation. Images and questions stay on this machine."),
                 Dialogs::tr("AI output, to be verified by a physician. The starter model is for "
                             "demonstration, not for diagnosis."),
                 model.toHtmlEscaped()));
    label->setWordWrap(true);
    label->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    QDialog* dialog = dialogOf(parent, Dialogs::tr("About Dokuei"), label, {460, 260});
    auto* licences = new QPushButton(Dialogs::tr("Licences"));
    static_cast<QVBoxLayout*>(dialog->layout())->insertWidget(1, licences, 0, Qt::AlignLeft);
    QObject::connect(licences, &QPushButton::clicked, dialog, [parent] { showLicences(parent); });
}

void editKeys(QWidget* parent, Actions& actions) {
    auto* content = new QWidget;
    auto* layout = new QVBoxLayout(content);
    layout->setContentsMargins(0, 0, 0, 0);
    auto* table = tableOf({Dialogs::tr("Command"), Dialogs::tr("Key")});
    auto* told = new QLabel;
    auto* reset = new QPushButton(Dialogs::tr("Default keys"));
    layout->addWidget(table, 1);
    layout->addWidget(told);
    layout->addWidget(reset, 0, Qt::AlignLeft);
    for (QAction* action : actions.all()) {
        if (action->text().isEmpty()) continue;
        addRow(table, {plainText(action)});
        auto* edit = new QKeySequenceEdit(action->shortcut());
        edit->setProperty("action", QVariant::fromValue<QObject*>(action));
        table->setCellWidget(table->rowCount() - 1, 1, edit);
        QObject::connect(edit, &QKeySequenceEdit::editingFinished, content, [edit, action, told, &actions] {
            if (edit->keySequence() == action->shortcut()) return;
            if (const QAction* taken = actions.assignKey(action, edit->keySequence())) {
                told->setText(
                    Dialogs::tr("%1 is the key of \"%2\" already.")
                        .arg(edit->keySequence().toString(QKeySequence::NativeText), plainText(taken)));
                edit->setKeySequence(action->shortcut());
            } else {
                told->clear();
            }
        });
    }
    QObject::connect(reset, &QPushButton::clicked, content, [table, &actions] {
        actions.resetKeys();
        for (int row = 0; row < table->rowCount(); ++row) {
            auto* edit = static_cast<QKeySequenceEdit*>(table->cellWidget(row, 1));
            edit->setKeySequence(
                static_cast<QAction*>(edit->property("action").value<QObject*>())->shortcut());
        }
    });
    dialogOf(parent, Dialogs::tr("Keyboard"), content, {560, 640});
    table->setColumnWidth(0, 300);
}

}  // namespace dokuei::app
