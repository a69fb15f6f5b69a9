// Files by their paths, with what cannot be read or written said in one line. What is written comes
// beside the file that gives way to it first, so that a failure leaves the former one as it was.
import {
  lstatSync, readFileSync, readdirSync, realpathSync, renameSync, rmSync, statSync, writeFileSync,
} from "node:fs"
import { basename, dirname, join } from "node:path"
import { Usage, words } from "./failures.js"

const WHY = {
  EACCES: ["there is no permission", "没有权限"],
  EBUSY: ["another program uses it", "别的程序正在用"],
  EEXIST: ["a file of this name is there, and no folder", "有一个同名的文件，不是文件夹"],
  EISDIR: ["it is a folder", "是文件夹"],
  ELOOP: ["its links lead in a circle", "链接绕成了圈"],
  EMFILE: ["too many files are open", "打开的文件太多"],
  ENAMETOOLONG: ["its name is too long", "名字太长"],
  ENOENT: ["there is no such file", "没有这个文件"],
  ENOSPC: ["no space is left", "磁盘满了"],
  ENOTDIR: ["a part of its path is no folder", "路径中间有一段不是文件夹"],
  EPERM: ["there is no permission", "没有权限"],
  EROFS: ["it can only be read", "只能读，不能写"],
  EDQUOT: ["no space is left", "空间用完了"],
  EFBIG: ["it is too large", "太大"],
  ERR_FS_FILE_TOO_LARGE: ["it is larger than this program can hold", "太大，这个程序装不下"],
}

/** Why the system refused, in words. */
export function why(error) {
  const is = error.code ?? error.message
  return words(...(WHY[error.code] ?? [`the system says ${is}`, `系统说 ${is}`]))
}

const noFolder = () => words("there is no such folder", "没有这个文件夹")

/** That something cannot be read, and why. */
function unread(path, reason) {
  return new Error(words(`${path} cannot be read: ${reason}`, `${path} 读不出来：${reason}`))
}

/** Why the system refused to write, in words. */
export function whyNotWritten(error) {
  return error.code === "ENOENT" ? noFolder() : why(error)
}

/** The bytes of a file. */
export function readBytes(path) {
  try {
    return readFileSync(path)
  } catch (error) {
    throw unread(path, why(error))
  }
}

/** The text of a file. */
export function readText(path) {
  const bytes = readBytes(path)
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes)
  } catch {
    throw new Error(words(`${path} is not UTF-8`, `${path} 不是 UTF-8 编码，请另存为 UTF-8`))
  }
}

/** The names in a folder. */
export function namesOf(folder) {
  try {
    return readdirSync(folder)
  } catch (error) {
    if (error.code === "ENOENT") throw unread(folder, noFolder())
    throw unread(folder, error.code === "ENOTDIR" ? words("it is no folder", "不是文件夹") : why(error))
  }
}

/** Whether two paths lead to one file or folder, by whatever name or link. */
export function isSame(one, other) {
  const [a, b] = [one, other].map((path) => {
    try {
      return statSync(path, { bigint: true })
    } catch {
      // What cannot be looked at is said where it is read or written.
      return undefined
    }
  })
  return a !== undefined && b !== undefined && a.dev === b.dev && a.ino === b.ino
}

/** Refuses an output that is one of the inputs: writing it would lose what it holds. */
export function mustDiffer(output, inputs) {
  const lost = inputs.find((input) => isSame(output, input))
  if (lost === undefined) return
  const [name, chinese] =
    output === lost ? [output, output] : [`${output} is ${lost}, which`, `${output} 就是 ${lost}，`]
  throw new Usage(
    words(
      `${name} is read here and would be overwritten; name another file for the output`,
      `${chinese} 是这次要读的，会被盖掉；请写到另一个文件`,
    ),
  )
}

/** The path where a file is, or will be, behind its links. */
function real(path) {
  try {
    return realpathSync(path)
  } catch (error) {
    if (error.code !== "ENOENT") throw error
  }
  const isLink = lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink()
  // A link to a file that is not there yet is written through.
  return isLink ? undefined : path
}

/** Writes a file as a whole, or not at all; pipes and devices are written as they come. */
export function writeBytes(path, bytes) {
  let beside
  try {
    const at = real(path)
    const there = statSync(path, { throwIfNoEntry: false })
    if (at === undefined || (there && !there.isFile())) {
      writeFileSync(path, bytes)
      return
    }
    beside = join(dirname(at), `.${basename(at)}.${process.pid}.new`)
    writeFileSync(beside, bytes, there ? { mode: there.mode & 0o777 } : {})
    renameSync(beside, at)
  } catch (error) {
    if (beside !== undefined) rmSync(beside, { force: true })
    const reason = whyNotWritten(error)
    throw new Error(words(`${path} cannot be written: ${reason}`, `${path} 写不进去：${reason}`))
  }
}
