#!lua name=bidlock

-- The functions of BidLock's lock. Each touches exactly the one key it is given, so that they work
-- on a Redis Cluster. Nothing here decides who holds an item: the auction log does. The item's key
-- only shows what was decided, and the request stream only carries questions to the log.

local function now_millis()
  local time = redis.call('TIME')
  return time[1] * 1000 + math.floor(time[2] / 1000)
end

-- What stands in an item's key: nil where there is nothing, else whether BidLock wrote it and, if
-- so, the number of the decision that it shows.
local function standing(key)
  local kind = redis.call('TYPE', key).ok
  if kind == 'none' then
    return nil
  end
  if kind ~= 'string' then
    return { ours = false }
  end
  local text = redis.call('GET', key)
  local readable, value = pcall(cjson.decode, text)
  if readable and type(value) == 'table' and type(value.bidlock) == 'number'
      and type(value.item_seq) == 'number' then
    return { ours = true, item_seq = value.item_seq }
  end
  return { ours = false, text = text }
end

-- Whether a stranger's hold is the one that the log has granted: then the key stays as the stranger
-- wants it, to be compared and deleted. A name of its own begins with redis: where the text is no id.
local function granted_to_writer(present, value)
  local holder = cjson.decode(value).holder
  return holder == present.text or string.sub(holder, 1, 6) == 'redis:'
end

-- FCALL bidlock_mirror 1 <item's key> <value> <item_seq> <expires at, ms> <HELD|FREE|TAKEN>
-- Shows a decision on a lock, unless the key already shows the same or a later one. Answers 1 when
-- it wrote. A FREE never wipes out what a stranger has set meanwhile: that is a request to come.
-- Nor does the stranger's own hold.
local function mirror(keys, args)
  local item_seq, expires_at = tonumber(args[2]), tonumber(args[3])
  if expires_at <= now_millis() then
    return 0
  end
  local present = standing(keys[1])
  if present and present.ours and present.item_seq >= item_seq then
    return 0
  end
  if present and not present.ours then
    if args[4] == 'FREE' or (args[4] == 'HELD' and granted_to_writer(present, args[1])) then
      return 0
    end
    redis.call('DEL', keys[1])
  end
  redis.call('SET', keys[1], args[1], 'PXAT', args[3])
  return 1
end

-- FCALL bidlock_epoch 1 bidlock:epoch <epoch> <partitions> [<partition caught up> …]
-- Notes which partitions of the log this generation has caught up with, and raises the epoch once
-- these are all of them. Answers the newest epoch, 0 where there is none.
local function epoch(keys, args)
  local mine, partitions = tonumber(args[1]), tonumber(args[2])
  local newest = tonumber(redis.call('HGET', keys[1], 'epoch') or '0')
  if mine <= newest then
    return newest
  end
  for index = 3, #args do
    redis.call('HSET', keys[1], args[1] .. '/' .. args[index], '1')
  end
  local caught, settled = 0, {}
  for _, field in ipairs(redis.call('HKEYS', keys[1])) do
    local generation = tonumber(string.match(field, '^(%d+)/'))
    if generation == mine then
      caught = caught + 1
    end
    if generation and generation <= mine then
      settled[#settled + 1] = field
    end
  end
  if caught < partitions then
    return newest
  end
  redis.call('HSET', keys[1], 'epoch', args[1])
  for _, field in ipairs(settled) do
    redis.call('HDEL', keys[1], field)
  end
  return mine
end

local STREAM_LENGTH = 100000

local function ask(stream, ...)
  return redis.call('XADD', stream, 'MAXLEN', '~', STREAM_LENGTH, '*', ...)
end

-- What the log takes for an id: 1 to 128 visible characters, counted as Java counts them, in UTF-16:
-- a character of four bytes is two there. Wide spaces pass here, and ingest drops them.
local function is_id(text)
  if not text or text == '' or string.find(text, '[%c%s]') then
    return false
  end
  local _, characters = string.gsub(text, '[^\128-\191]', '')
  local _, pairs_of_two = string.gsub(text, '[\240-\255]', '')
  return characters + pairs_of_two <= 128
end

-- Digits only: Lua would also read 1e3, 0x10 and 5.0, which no reader of the log does.
local function whole_number(text)
  if not text or #text > 18 or not string.find(text, '^%d+$') then
    return nil
  end
  return tonumber(text)
end

-- FCALL bidlock_lock 1 bidlock:lock-requests <item id> <request id> <holder> <ttl, ms>
-- Asks for an item. The answer appears in the item's key: HELD with your holder name and the token.
-- The same request id again is harmless and gets the first answer.
local function lock(keys, args)
  if not is_id(args[1]) or not is_id(args[2]) or not is_id(args[3]) then
    return redis.error_reply(
        'ERR item id, request id and holder are wanted, each of 1 to 128 characters without spaces')
  end
  local ttl_millis = whole_number(args[4])
  if not ttl_millis or ttl_millis < 1 or ttl_millis > 86400000 then
    return redis.error_reply('ERR the time to live is 1 to 86400000 whole milliseconds')
  end
  return ask(keys[1], 'type', 'LockRequested', 'item_id', args[1], 'request_id', args[2],
      'holder', args[3], 'ttl_millis', args[4])
end

local function with_token(kind)
  return function(keys, args)
    if not is_id(args[1]) or not is_id(args[2]) then
      return redis.error_reply(
          'ERR item id and request id are wanted, each of 1 to 128 characters without spaces')
    end
    local token = whole_number(args[3])
    if not token or token < 1 then
      return redis.error_reply('ERR the token is a whole number over zero')
    end
    return ask(keys[1], 'type', kind, 'item_id', args[1], 'request_id', args[2], 'token', args[3])
  end
end

redis.register_function('bidlock_mirror', mirror)
redis.register_function('bidlock_epoch', epoch)
redis.register_function('bidlock_lock', lock)
-- FCALL bidlock_release 1 bidlock:lock-requests <item id> <request id> <token>
redis.register_function('bidlock_release', with_token('LockReleased'))
-- FCALL bidlock_commit 1 bidlock:lock-requests <item id> <request id> <token>
redis.register_function('bidlock_commit', with_token('LockCommitted'))
