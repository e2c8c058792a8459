#include "tests/bench/window/scenarios.h"
#include "tests/bench/window/steps.h"
#include "tests/bench/window/studio.h"
#include "tests/support/many_traces.h"
#include "ui/inspector/filter_line.h"
#include "ui/inspector/inspector_page.h"
#include "ui/inspector/trace_details.h"
#include "ui/inspector/trace_table.h"

#include <QDir>
#include <QElapsedTimer>
#include <QLineEdit>
#include <QScrollBar>
#include <QTest>

#include <cstdio>

namespace gw::bench {

namespace {

constexpr std::size_t bodyBytes = 600; // and so is a trace about a kilobyte, as those of a small API are

// Its rows say what they hold: what is in sight has been read.
bool isShown(const ui::TraceTable& table)
{
    const int first = table.rowAt(0);
    const int last = table.rowAt(table.viewport()->height() - 1);
    for (const int row : {first, last >= 0 ? last : table.model()->rowCount() - 1})
        if (row >= 0 && table.model()->index(row, ui::TraceListModel::Path).data().isNull())
            return false;
    return true;
}

void scroll(ui::TraceTable& table)
{
    QScrollBar* bar = table.verticalScrollBar();
    measure("drag the scroll bar, 200 places, each read", [&] {
        for (int n = 0; n < 200; ++n) {
            bar->setValue(static_cast<int>(qint64(bar->maximum()) * ((n * 79) % 200) / 199));
            until([&] { return isShown(table); });
        }
    });
    measureEach("turn the wheel", 200, [&](int) { bar->setValue(bar->value() - 84); });
    table.setFocus();
    measureEach("page down", 50, [&](int) { QTest::keyClick(&table, Qt::Key_PageDown); });
    measureEach("to the end", 1, [&](int) { QTest::keyClick(&table, Qt::Key_End, Qt::ControlModifier); });
    measureEach("to the beginning", 1, [&](int) { QTest::keyClick(&table, Qt::Key_Home, Qt::ControlModifier); });
    measureEach("type a letter in the list", 3, [&](int) { QTest::keyClick(&table, Qt::Key_T); });
}

void filter(Studio& studio, ui::TraceTable& table, const char* wanted)
{
    auto* line = studio.window->inspector().findChild<ui::FilterLine*>()->findChild<QLineEdit*>();
    auto* model = static_cast<ui::TraceListModel*>(table.model());
    QElapsedTimer clock;
    qint64 first = -1;
    measure(wanted, [&] {
        line->clear();
        QTest::keyClicks(line, QString::fromLatin1(wanted).chopped(1));
        clock.start();
        QTest::keyClicks(line, QString::fromLatin1(wanted).right(1));
        until([&] {
            if (first < 0 && model->rowCount() > 0 && isShown(table))
                first = clock.elapsed();
            return !model->isSearching();
        });
    });
    std::printf("    of it after the last letter: first rows in %lld ms, all %d in %lld ms\n",
                static_cast<long long>(first), model->rowCount(), static_cast<long long>(clock.elapsed()));
}

} // namespace

void traces(int count)
{
    Studio studio(100);
    QDir(studio.folder.path()).mkpath(".gatewright");
    QElapsedTimer clock;
    clock.start();
    test::writeManyTraces(studio.folder.filePath(".gatewright/traces.sqlite").toStdString(), count, bodyBytes);
    std::printf("  a file of %lld MB, written in %lld ms\n",
                static_cast<long long>(QFileInfo(studio.folder.filePath(".gatewright/traces.sqlite")).size() / 1000000),
                static_cast<long long>(clock.elapsed()));
    studio.open();
    const Memory before = memory();
    auto* table = studio.window->inspector().findChild<ui::TraceTable*>();
    auto* model = static_cast<ui::TraceListModel*>(table->model());
    measure("open the inspector, until the first rows", [&] {
        studio.window->setMode(ui::MainWindow::Mode::Inspector);
        until([&] { return model->rowCount() > 0 && isShown(*table); });
    });
    measure("until all rows are there", [&] { until([&] { return model->rowCount() == count; }); });
    printMemory("with all rows", before);
    scroll(*table);
    measure("open twenty traces", [&] {
        auto* details = studio.window->inspector().findChild<ui::TraceDetails*>();
        for (int n = 0; n < 20; ++n) {
            const QModelIndex index = model->index(count / 20 * n + 7 + n, 0);
            table->setCurrentIndex(index);
            const auto number = static_cast<std::uint64_t>((model->storedRow(index) - 1) % 100 + 1);
            until([&] { return details->trace() && details->trace()->sequence == number; });
        }
    });
    for (const char* wanted : {"status:5xx", "method:POST", "things/12345", "duration:>1299us", "stage:prod"})
        filter(studio, *table, wanted);
    measure("start the gateway, which writes to that file", [&] { studio.start(); });
    printMemory("after all that", before);
}

} // namespace gw::bench
