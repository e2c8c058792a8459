// A trace file with very many traces, made in moments: a hundred are written as the gateway writes them, and copied
// within the file.
#pragma once

#include "gateway-engine/trace/trace_store.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <string>

namespace gw::test {

// Number 1…count, a second after each other from 2020 on: every tenth a POST, every hundredth status 500, the path
// "/things/<number>/details", an answer of `bodyBytes`.
inline engine::TracePtr storedTrace(int number, std::size_t bodyBytes = 200)
{
    auto trace = std::make_shared<engine::Trace>();
    trace->sequence = static_cast<std::uint64_t>(number);
    trace->requestId = "00000000-0000-4000-8000-" + std::to_string(100'000'000'000 + number);
    trace->apiId = "a1b2c3d4e5";
    trace->apiName = "things";
    trace->stage = "dev";
    trace->method = number % 10 == 0 ? "POST" : "GET";
    trace->path = "/things/" + std::to_string(number) + "/details";
    trace->resourcePath = "/things/{id}/details";
    trace->time = std::chrono::system_clock::time_point(std::chrono::seconds(1'577'836'800 + number));
    trace->duration = std::chrono::microseconds(300 + number % 1000);
    trace->status = number % 100 == 0 ? 500 : 200;
    trace->responseBytes = bodyBytes;
    engine::TraceMessage answer;
    answer.startLine = trace->status == 500 ? "500 Internal Server Error" : "200 OK";
    answer.headers.add("Content-Type", "application/json");
    answer.body = std::string(bodyBytes, 'x');
    answer.bodyBytes = bodyBytes;
    trace->messages = {answer};
    engine::Span span;
    span.stage = "integrate";
    span.card = engine::Card::Integration;
    span.duration = std::chrono::microseconds(200);
    span.out = 0;
    trace->spans = {span};
    return trace;
}

// `count` is a multiple of 100.
inline void writeManyTraces(const std::string& file, int count, std::size_t bodyBytes = 200)
{
    constexpr int pattern = 100;
    {
        const auto store = engine::TraceStore::open(file);
        if (!store)
            throw SQLite::Exception(store.error().message);
        std::vector<engine::TracePtr> first;
        for (int number = 1; number <= pattern; ++number)
            first.push_back(storedTrace(number, bodyBytes));
        (*store)->accept(first);
    }
    SQLite::Database database(file, SQLite::OPEN_READWRITE);
    SQLite::Transaction transaction(database);
    const std::string copies = "WITH RECURSIVE copy(n) AS (VALUES(1) UNION ALL SELECT n + 1 FROM copy WHERE n + 1 < " +
                               std::to_string(count / pattern) + ") ";
    const std::string order = " FROM copy CROSS JOIN trace old WHERE old.id <= 100 ORDER BY n, old.id";
    if (count > pattern) {
        database.exec(
            copies +
            "INSERT INTO trace(id, request_id, api_id, api, stage, method, path, time, duration, status, "
            "response_bytes, connection_id, direction) SELECT n * 100 + old.id, '00000000-0000-4000-8000-' || "
            "(100000000000 + n * 100 + old.id), api_id, api, stage, method, '/things/' || (n * 100 + old.id) "
            "|| '/details', time + n * 100000000, duration, status, response_bytes, '', ''" +
            order);
        database.exec(copies + "INSERT INTO trace_document(id, document) SELECT n * 100 + old.id, document FROM copy "
                               "CROSS JOIN trace_document old WHERE old.id <= 100 ORDER BY n, old.id");
    }
    transaction.commit();
}

} // namespace gw::test
