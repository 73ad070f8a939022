#include <QAction>
#include <QApplication>
#include <QDockWidget>
#include <QLineEdit>
#include <QListWidget>
#include <QMenuBar>
#include <QPlainTextEdit>
#include <QTabBar>
#include <QTabWidget>
#include <QTest>
#include <cmath>

#include "app/settings/Language.h"
#include "app/settings/Settings.h"
#include "app/settings/Theme.h"
#include "app/window/Actions.h"
#include "app/window/CommandPalette.h"
#include "app/window/CornerTexts.h"
#include "app/window/StudySession.h"
#include "window_support.h"

namespace dokuei::app {
namespace {

TEST_F(WindowTest, SwitchingTheLanguageKeepsTheStudyOpen) {
    startWindow();
    openAndWait(writeVolume("block"));
    const StudySession* before = window->currentSession();
    window->currentViews()->setWindowLevel(321, 12);
    window->setLanguage("ja");
    QCoreApplication::processEvents();
    EXPECT_EQ(window->rightTabs().tabText(1), QString::fromUtf8("レポート"));
    EXPECT_TRUE(window->menuBar()->actions().front()->text().startsWith(QString::fromUtf8("ファイル")));
    EXPECT_EQ(window->currentSession(), before);
    EXPECT_EQ(window->currentViews()->windowLevel(), (viewer::WindowLevel{321, 12}));
    window->setLanguage("en");
    QCoreApplication::processEvents();
    EXPECT_EQ(window->rightTabs().tabText(1), QStringLiteral("Report"));
}

TEST_F(WindowTest, SwitchingTheLanguageJustBeforeTheFirstStudyOpensTakesEffect) {
    startWindow();
    window->setLanguage("ja");
    openAndWait(writeVolume("block"));
    EXPECT_EQ(window->rightTabs().tabText(1), QString::fromUtf8("レポート"));
    window->setLanguage("en");
}

TEST_F(WindowTest, SwitchingTheThemeKeepsTheStudyOpen) {
    startWindow();
    openAndWait(writeVolume("block"));
    const StudySession* before = window->currentSession();
    for (const char* theme : {"theme.light", "theme.high-contrast", "theme.dark"}) {
        run(theme);
        QCoreApplication::processEvents();
        EXPECT_EQ(window->currentSession(), before) << theme;
    }
    EXPECT_EQ(currentTheme(), Theme::Dark);
}

TEST_F(WindowTest, TheLanguageIsRemembered) {
    startWindow();
    window->setLanguage("ja");
    stopWindow();
    EXPECT_EQ(settings().value("language").toString(), QStringLiteral("ja"));
    applyLanguage("en");
}

TEST_F(WindowTest, APresetChangesTheWindow) {
    startWindow();
    openAndWait(writeVolume("block"));
    window->currentViews()->setWindowLevel(7, 7);
    ASSERT_FALSE(window->currentViews()->presets().empty());
    const QString preset = QStringLiteral("preset.%1").arg(window->currentViews()->presets().front().key);
    EXPECT_TRUE(window->actions()[preset]->isVisible());
    // The range of values is measured beside the drawing.
    EXPECT_TRUE(waitFor([&] {
        window->actions()[preset]->trigger();
        return window->currentViews()->windowLevel() != viewer::WindowLevel{7, 7};
    }));
}

TEST_F(WindowTest, TheSizeAndPanelsAreRemembered) {
    startWindow();
    window->resize(1234, 777);
    run("panel.library");
    window->rightTabs().setCurrentIndex(1);
    QCoreApplication::processEvents();
    stopWindow();
    startWindow();
    EXPECT_EQ(window->size(), QSize(1234, 777));
    EXPECT_TRUE(window->findChild<QDockWidget*>("libraryDock")->isHidden());
    EXPECT_FALSE(window->actions()["panel.library"]->isChecked());
    EXPECT_EQ(window->rightTabs().currentIndex(), 1);
}

TEST_F(WindowTest, TheLayoutIsRememberedForTheNextStudy) {
    startWindow();
    openAndWait(writeVolume("first"));
    run("layout.coronal");
    stopWindow();
    startWindow();
    openAndWait(writeVolume("second"));
    EXPECT_EQ(window->currentViews()->viewLayout(), viewer::ViewLayout::SingleCoronal);
    EXPECT_TRUE(window->actions()["layout.coronal"]->isChecked());
}

TEST_F(WindowTest, ToolKeysChooseToolsButTextFieldsKeepTheirKeys) {
    startWindow();
    openAndWait(writeVolume("block"));
    QApplication::setActiveWindow(window.get());
    window->currentViews()->viewWidget(viewer::ViewId::Axial)->setFocus();
    QTest::keyClick(QApplication::focusWidget() ? QApplication::focusWidget() : window.get(), Qt::Key_L);
    EXPECT_EQ(window->currentViews()->tool(), viewer::Tool::Length);
    auto* search = window->findChild<QLineEdit*>("librarySearch");
    search->setFocus();
    QTest::keyClick(search, Qt::Key_S);
    EXPECT_EQ(window->currentViews()->tool(), viewer::Tool::Length);
    EXPECT_EQ(search->text(), QStringLiteral("s"));
}

TEST_F(WindowTest, EveryCommandIsFoundInThePaletteByItsName) {
    startWindow();
    openAndWait(writeVolume("block"));
    CommandPalette palette(window->actions().all(), nullptr);
    palette.setAttribute(Qt::WA_DeleteOnClose, false);
    palette.field()->setText("invert");
    ASSERT_EQ(palette.list()->count(), 1);
    QTest::keyClick(palette.field(), Qt::Key_Return);
    EXPECT_TRUE(waitFor([&] { return window->currentViews()->inverted(); }));
}

TEST_F(WindowTest, ThePaletteFindsTheLanguagesByTheirEnglishNames) {
    startWindow();
    run("tools.palette");
    auto* palette = window->findChild<CommandPalette*>();
    ASSERT_NE(palette, nullptr);
    palette->field()->setText("japanese");
    ASSERT_EQ(palette->list()->count(), 1);
    QTest::keyClick(palette->field(), Qt::Key_Return);
    EXPECT_TRUE(waitFor([] { return currentLanguage() == QLatin1String("ja"); }));
    window->setLanguage("en");
}

TEST_F(WindowTest, NoTwoCommandsHaveTheSameKey) {
    startWindow();
    QHash<QString, QString> owner;
    for (QAction* action : window->actions().all())
        for (const QKeySequence& key : action->shortcuts()) {
            EXPECT_FALSE(owner.contains(key.toString()))
                << key.toString().toStdString() << ": " << owner[key.toString()].toStdString() << " and "
                << action->objectName().toStdString();
            owner[key.toString()] = action->objectName();
        }
}

TEST_F(WindowTest, AKeyThatIsTakenIsRefusedAndTheOwnerNamed) {
    startWindow();
    Actions& actions = window->actions();
    EXPECT_EQ(actions.assignKey(actions["view.fit"], QKeySequence("W")), actions["tool.window"]);
    EXPECT_EQ(actions["view.fit"]->shortcut(), QKeySequence("F"));
    EXPECT_EQ(actions.assignKey(actions["view.fit"], QKeySequence("Ctrl+Shift+F")), nullptr);
    stopWindow();
    startWindow();
    EXPECT_EQ(window->actions()["view.fit"]->shortcut(), QKeySequence("Ctrl+Shift+F"));
}

TEST_F(WindowTest, WithoutAStudyTheCommandsOfTheViewsAreOff) {
    startWindow();
    EXPECT_FALSE(window->actions()["layout.four"]->isEnabled());
    EXPECT_FALSE(window->actions()["file.export"]->isEnabled());
    EXPECT_TRUE(window->actions()["file.openFolder"]->isEnabled());
}

double luminance(const QColor& colour) {
    const auto linear = [](double c) {
        return c <= 0.03928 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) +
           0.0722 * linear(colour.blueF());
}

double contrast(const QColor& a, const QColor& b) {
    const double x = luminance(a), y = luminance(b);
    return (std::max(x, y) + 0.05) / (std::min(x, y) + 0.05);
}

TEST(Themes, TextIsReadableOnEveryGround) {
    for (Theme theme : {Theme::Dark, Theme::Light, Theme::HighContrast}) {
        applyTheme(*qApp, theme);
        const Colours& c = colours();
        for (const QColor& ground : {c.background, c.panel, c.raised}) {
            for (const QColor& text : {c.text, c.dimText})
                EXPECT_GE(contrast(text, ground), 4.5)
                    << themeKey(theme).toStdString() << ' ' << text.name().toStdString() << " on "
                    << ground.name().toStdString();
        }
        for (const QColor& ground : {c.background, c.panel})
            for (const QColor& text : {c.warning, c.error, c.accent, c.ai, c.human})
                EXPECT_GE(contrast(text, ground), 4.5)
                    << themeKey(theme).toStdString() << ' ' << text.name().toStdString() << " on "
                    << ground.name().toStdString();
        EXPECT_GE(contrast(c.onAccent, c.accent), 4.5) << themeKey(theme).toStdString();
    }
    applyTheme(*qApp, Theme::Dark);
}

TEST(CornerTexts, GiveTheAgeInWords) {
    applyLanguage("en");
    EXPECT_EQ(readableAge("064Y"), QStringLiteral("64 y"));
    EXPECT_EQ(readableAge("003M"), QStringLiteral("3 months"));
    EXPECT_EQ(readableAge("unknown"), QStringLiteral("unknown"));
    applyLanguage("ja");
    EXPECT_EQ(readableAge("064Y"), QString::fromUtf8("64歳"));
    applyLanguage("en");
}

}  // namespace
}  // namespace dokuei::app
