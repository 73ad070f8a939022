#pragma once

#include <QAction>
#include <QHash>
#include <QMenu>
#include <QObject>
#include <QWidget>
#include <vector>

namespace dokuei::app {

/// Every command of the window, by name ("file.openFolder"), with text, icon and keys.
///
/// Commands of scope Views work while the keyboard is in the views; text fields keep their keys.
class Actions : public QObject {
    Q_OBJECT
public:
    explicit Actions(QWidget* window);

    /// Never null; an unknown name is a programming error and ends the program.
    QAction* operator[](const QString& name) const;
    /// In the order of the menus.
    const std::vector<QAction*>& all() const { return order_; }

    /// Puts the commands of scope Views on the widget that holds the views.
    void bindToViews(QWidget* views);
    /// Texts and tool tips in the language in use.
    void retranslate();
    /// Keys of a command, kept for the next start. Returns the command that has the key already (and changes
    /// nothing), or null when done. An empty sequence takes the key away.
    QAction* assignKey(QAction* action, const QKeySequence& key);
    /// Back to the keys the program came with.
    void resetKeys();
    /// Tool tip that names the key.
    static void setToolTip(QAction* action);

private:
    void loadKeys();

    QHash<QString, QAction*> byName_;
    std::vector<QAction*> order_;
};

/// The action's text without mnemonic and dots.
QString plainText(const QAction* action);

}  // namespace dokuei::app
