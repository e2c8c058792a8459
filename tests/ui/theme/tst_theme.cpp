// Both themes keep the contrast the style guide asks for, and every icon draws at every size.
#include "ui/theme/icon_engine.h"
#include "ui/theme/theme.h"

#include <QDirIterator>
#include <QImage>
#include <QtTest>

using namespace gw::ui;

class TestTheme : public QObject
{
    Q_OBJECT

private slots:
    void textIsReadable_data();
    void textIsReadable();
    void strokesAreSeen_data();
    void strokesAreSeen();
    void badgesAreReadable_data();
    void badgesAreReadable();
    void iconsDraw_data();
    void iconsDraw();
    void unknownIconIsEmptyNotFatal();
    void iconsFollowTheTheme();
    void choiceSwitchesLive();
    void followsTheDesktop();
    void methodColors_data();
    void methodColors();
};

namespace {

constexpr Color grounds[] = {Color::Background, Color::BackgroundMuted, Color::BackgroundSubtle, Color::Surface,
                             Color::AccentMuted};
constexpr Color inks[] = {Color::Text,   Color::TextMuted, Color::TextSubtle, Color::Accent,
                          Color::Danger, Color::Alert,     Color::Success,    Color::Neutral};
constexpr Color methods[] = {Color::MethodGet,     Color::MethodPost, Color::MethodPut, Color::MethodDelete,
                             Color::MethodOptions, Color::MethodHead, Color::MethodAny, Color::MethodWebSocket};

void addRow(const Tokens& tokens, Color ink, Color ground)
{
    const QByteArray name =
        QByteArray(tokens.isDark ? "dark" : "light") + ": " + tokenName(ink) + " on " + tokenName(ground);
    QTest::newRow(name.constData()) << tokens[ink] << tokens[ground];
}

bool hasInk(const QImage& image)
{
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            if (qAlpha(image.pixel(x, y)) > 0)
                return true;
        }
    }
    return false;
}

} // namespace

void TestTheme::textIsReadable_data()
{
    QTest::addColumn<QColor>("ink");
    QTest::addColumn<QColor>("ground");
    const Theme loadsResources(ThemeChoice::Light);
    for (const char* file : {":/themes/light.json", ":/themes/dark.json"}) {
        const Tokens t = readTokens(file);
        for (const Color ground : grounds) {
            for (const Color ink : {Color::Text, Color::TextMuted, Color::TextSubtle, Color::Accent})
                addRow(t, ink, ground);
        }
        for (const Color ground :
             {Color::Background, Color::BackgroundMuted, Color::BackgroundSubtle, Color::Surface}) {
            for (const Color ink : inks)
                addRow(t, ink, ground);
            for (const Color ink : methods)
                addRow(t, ink, ground);
        }
        for (const Color ink :
             {Color::SyntaxKey, Color::SyntaxString, Color::SyntaxNumber, Color::SyntaxKeyword, Color::SyntaxComment}) {
            addRow(t, ink, Color::Background);
            addRow(t, ink, Color::BackgroundMuted);
        }
        addRow(t, Color::TextOnAccent, Color::Accent);
        addRow(t, Color::TextOnAccent, Color::Danger);
        for (const auto& [ink, ground] :
             {std::pair{Color::Danger, Color::DangerMuted}, std::pair{Color::Alert, Color::AlertMuted},
              std::pair{Color::Success, Color::SuccessMuted}, std::pair{Color::Neutral, Color::NeutralMuted}}) {
            addRow(t, ink, ground);
            addRow(t, Color::Text, ground);
        }
    }
}

void TestTheme::textIsReadable()
{
    QFETCH(QColor, ink);
    QFETCH(QColor, ground);
    const double ratio = contrastRatio(ink, ground);
    QVERIFY2(ratio >= 4.5, qPrintable(QString("%1 on %2 is %3:1").arg(ink.name(), ground.name()).arg(ratio)));
}

void TestTheme::strokesAreSeen_data()
{
    QTest::addColumn<QColor>("ink");
    QTest::addColumn<QColor>("ground");
    for (const char* file : {":/themes/light.json", ":/themes/dark.json"}) {
        const Tokens t = readTokens(file);
        for (const Color ground : grounds) {
            addRow(t, Color::StrokeStrong, ground);
            addRow(t, Color::Accent, ground); // the focus ring
        }
    }
}

void TestTheme::strokesAreSeen()
{
    QFETCH(QColor, ink);
    QFETCH(QColor, ground);
    const double ratio = contrastRatio(ink, ground);
    QVERIFY2(ratio >= 3.0, qPrintable(QString("%1 on %2 is %3:1").arg(ink.name(), ground.name()).arg(ratio)));
}

void TestTheme::badgesAreReadable_data()
{
    QTest::addColumn<QColor>("ink");
    QTest::addColumn<QColor>("ground");
    for (const char* file : {":/themes/light.json", ":/themes/dark.json"}) {
        const Tokens t = readTokens(file);
        for (const Color method : methods) {
            const QByteArray name = QByteArray(t.isDark ? "dark: " : "light: ") + tokenName(method);
            QTest::newRow(name.constData()) << t[method] << blend(t[method], t[Color::Background], 0.12);
        }
    }
}

void TestTheme::badgesAreReadable()
{
    QFETCH(QColor, ink);
    QFETCH(QColor, ground);
    const double ratio = contrastRatio(ink, ground);
    QVERIFY2(ratio >= 4.5, qPrintable(QString("%1 on %2 is %3:1").arg(ink.name(), ground.name()).arg(ratio)));
}

void TestTheme::iconsDraw_data()
{
    QTest::addColumn<QString>("name");
    QDirIterator files(":/icons");
    int count = 0;
    while (files.hasNext()) {
        files.next();
        QTest::newRow(qPrintable(files.fileName())) << files.fileInfo().completeBaseName();
        ++count;
    }
    QVERIFY(count >= 45);
}

void TestTheme::iconsDraw()
{
    QFETCH(QString, name);
    const Theme theme(ThemeChoice::Light);
    QVERIFY2(tintedSvg(name, Qt::red).contains("#ff0000"), "The icon has no currentColor to tint.");
    for (const int size : {16, 20, 32}) {
        for (const qreal ratio : {1.0, 2.0}) {
            const QPixmap pixmap = theme.icon(name).pixmap(QSize(size, size), ratio);
            QCOMPARE(pixmap.size(), QSize(size, size) * ratio);
            QVERIFY(hasInk(pixmap.toImage()));
        }
    }
}

void TestTheme::unknownIconIsEmptyNotFatal()
{
    const Theme theme(ThemeChoice::Light);
    QVERIFY(tintedSvg("no-such-icon", Qt::red).isEmpty());
    QVERIFY(!hasInk(theme.icon("no-such-icon").pixmap(16, 16).toImage()));
}

void TestTheme::iconsFollowTheTheme()
{
    Theme theme(ThemeChoice::Light);
    const QIcon icon = theme.icon("stop", Color::Text);
    const QImage light = icon.pixmap(32, 32).toImage();
    theme.setChoice(ThemeChoice::Dark);
    const QImage dark = icon.pixmap(32, 32).toImage();
    QVERIFY(light != dark);
}

void TestTheme::choiceSwitchesLive()
{
    Theme theme(ThemeChoice::Light);
    QSignalSpy changed(&theme, &Theme::changed);
    QVERIFY(!theme.isDark());
    theme.setChoice(ThemeChoice::Dark);
    QVERIFY(theme.isDark());
    QCOMPARE(changed.count(), 1);
    QCOMPARE(QApplication::palette().color(QPalette::Window), theme.color(Color::Background));
}

void TestTheme::followsTheDesktop()
{
    Theme theme(ThemeChoice::System); // the platform of the tests is light
    QSignalSpy changed(&theme, &Theme::changed);
    QVERIFY(!theme.isDark());
    QEvent told(QEvent::ThemeChange);
    QApplication::sendEvent(qApp, &told);
    QCOMPARE(changed.count(), 0); // nothing is different
    theme.setChoice(ThemeChoice::Dark);
    QApplication::sendEvent(qApp, &told);
    QVERIFY(theme.isDark()); // the user's choice stands above the desktop's
    QCOMPARE(QApplication::palette().color(QPalette::Window), theme.color(Color::Background));
    theme.setChoice(ThemeChoice::System);
    QVERIFY(!theme.isDark()); // our dark palette was not taken for the desktop's
}

void TestTheme::methodColors_data()
{
    QTest::addColumn<QString>("verb");
    QTest::addColumn<int>("token");
    QTest::newRow("get") << "GET" << int(Color::MethodGet);
    QTest::newRow("lower case") << "get" << int(Color::MethodGet);
    QTest::newRow("patch is put's") << "PATCH" << int(Color::MethodPut);
    QTest::newRow("web socket") << "WS" << int(Color::MethodWebSocket);
    QTest::newRow("unknown") << "BREW" << int(Color::Neutral);
    QTest::newRow("empty") << "" << int(Color::Neutral);
}

void TestTheme::methodColors()
{
    QFETCH(QString, verb);
    QFETCH(int, token);
    const Theme theme(ThemeChoice::Dark);
    QCOMPARE(theme.methodColor(verb), theme.color(static_cast<Color>(token)));
}

QTEST_MAIN(TestTheme)
#include "tst_theme.moc"
