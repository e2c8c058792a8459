// gatewright-studio: reads the arguments and starts the studio.
#include "app/application.h"
#include "core/result.h"
#ifndef NDEBUG
#include "ui/shell/step_watchdog.h"
#endif

#include <QApplication>
#include <QCommandLineParser>
#include <QIcon>
#include <QRegularExpression>

#include <cstdio>

namespace {

using gw::ui::MainWindow;
using gw::ui::ThemeChoice;

gw::Result<ThemeChoice> themeFrom(const QString& name)
{
    if (name == "light")
        return ThemeChoice::Light;
    if (name == "dark")
        return ThemeChoice::Dark;
    if (name == "system")
        return ThemeChoice::System;
    return gw::fail("There is no theme \"" + name.toStdString() + "\".", "Use light, dark or system.");
}

gw::Result<MainWindow::Mode> pageFrom(const QString& name)
{
    if (name == "design")
        return MainWindow::Mode::Design;
    if (name == "console")
        return MainWindow::Mode::Console;
    if (name == "inspector")
        return MainWindow::Mode::Inspector;
    return gw::fail("There is no page \"" + name.toStdString() + "\".", "Use design, console or inspector.");
}

gw::Result<QSize> sizeFrom(const QString& text)
{
    const auto match = QRegularExpression("^(\\d{3,4})x(\\d{3,4})$").match(text);
    if (!match.hasMatch())
        return gw::fail("\"" + text.toStdString() + "\" is no size.", "Write it as 1360x860.");
    return QSize(match.captured(1).toInt(), match.captured(2).toInt());
}

gw::Result<gw::app::StartOptions> parse(const QCoreApplication& application)
{
    const QCommandLineOption theme("theme", "Colours: light, dark or system.", "name");
    const QCommandLineOption settings("settings", "Keeps settings in this file instead of the user's.", "file");
    const QCommandLineOption screenshot("screenshot", "Writes a picture of the window as PNG and exits.", "file");
    const QCommandLineOption page("page", "Page of the picture: design, console or inspector.", "name", "design");
    const QCommandLineOption size("size", "Size of the picture.", "width x height", "1360x860");
    const QCommandLineOption method("method", "Method the picture shows, such as \"GET /pets\".", "name");
    const QCommandLineOption call(
        "call", "A request sent before the picture, \"POST /pets {}\"; the inspector shows the last.", "request");
    QCommandLineParser parser;
    parser.setApplicationDescription("Designs REST APIs, serves them, calls them, and shows what happened.\n\n"
                                     "Example: gatewright-studio petstore/ --theme dark");
    parser.addOptions({theme, settings, screenshot, page, size, method, call});
    parser.addPositionalArgument("project", "Project folder, its gatewright.yaml, or an OpenAPI file.", "[PROJECT]");
    parser.addHelpOption();
    parser.addVersionOption();
    parser.process(application);

    gw::app::StartOptions options;
    options.project = parser.positionalArguments().value(0);
    options.settingsFile = parser.value(settings);
    if (parser.isSet(theme)) {
        const auto choice = themeFrom(parser.value(theme));
        if (!choice)
            return gw::fail(choice.error());
        options.theme = *choice;
    }
    if (parser.isSet(screenshot)) {
        const auto mode = pageFrom(parser.value(page));
        const auto pixels = sizeFrom(parser.value(size));
        if (!mode || !pixels)
            return gw::fail(mode ? pixels.error() : mode.error());
        if (options.project.isEmpty())
            return gw::fail("--screenshot needs a PROJECT to show.");
        options.screenshot = gw::app::ScreenshotOrder{parser.value(screenshot), *mode, *pixels, parser.value(method),
                                                      parser.values(call)};
    }
    return options;
}

} // namespace

int main(int argc, char** argv)
{
#ifdef NDEBUG
    QApplication application(argc, argv);
#else
    gw::ui::WatchedApplication application(argc, argv);
#endif
    QApplication::setApplicationName("gatewright");
    QApplication::setApplicationDisplayName("Gatewright");
    QApplication::setOrganizationName("gatewright");
    QApplication::setApplicationVersion(GW_VERSION);
    QApplication::setDesktopFileName("gatewright");
    const auto options = parse(application);
    if (!options) {
        std::fprintf(stderr, "%s\n%s\nSee gatewright-studio --help.\n", options.error().message.c_str(),
                     options.error().hint.c_str());
        return 2;
    }
    gw::app::Application studio(*options);
    studio.show();
    return QApplication::exec();
}
